using Npgsql;
using Osms.Ledger.Store;

namespace Osms.Ledger.Api.Hosting;

/// <summary>Moves the high water and the clock of positions while the service runs.</summary>
internal sealed partial class HighWaterKeeper(
    PositionClock clock, LedgerOptions options, ILogger<HighWaterKeeper> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.HighWaterInterval);
        var failing = false;
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await clock.TickAsync(stoppingToken);
                failing = false;
            }
            catch (NpgsqlException e) when (!stoppingToken.IsCancellationRequested)
            {
                // Once, not five times a second: the next tick tries again.
                if (!failing)
                {
                    NotMoved(e.Message);
                }

                failing = true;
            }
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning, Message = "The high water cannot be read and will be tried again: {Reason}")]
    private partial void NotMoved(string reason);
}
