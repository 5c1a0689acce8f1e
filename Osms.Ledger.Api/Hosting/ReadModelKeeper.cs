using Npgsql;
using Osms.Ledger.Projections;

namespace Osms.Ledger.Api.Hosting;

/// <summary>
/// Rebuilds the read model when it was made with other rule data; until then answers come from the events.
/// </summary>
internal sealed partial class ReadModelKeeper(
    ReadModel readModel, Rebuild rebuild, ILogger<ReadModelKeeper> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!readModel.IsCurrent)
        {
            try
            {
                Started();
                var people = await rebuild.RunAsync(progress: null, stoppingToken);
                Done(people);
            }
            catch (NpgsqlException e) when (!stoppingToken.IsCancellationRequested)
            {
                Failed(e.Message);
                await Task.Delay(Pause, stoppingToken);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The rule data has changed: rebuilding the read model")]
    private partial void Started();

    [LoggerMessage(Level = LogLevel.Information, Message = "The read model is rebuilt: {People} people")]
    private partial void Done(long people);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The rebuild stopped and will start again: {Reason}")]
    private partial void Failed(string reason);
}
