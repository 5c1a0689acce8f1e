using Osms.Ledger.Handlers;
using Osms.Ledger.Projections;

namespace Osms.Ledger.Api.Hosting;

/// <summary>
/// Rebuilds the read model once when it was made with other rule data; until then answers come from the events. What a
/// killed rebuild left behind is cleared. Later the read model is left alone: of two programs with different rule data
/// each would undo the other's work for ever.
/// </summary>
internal sealed partial class ReadModelKeeper(ReadModel readModel, ILedgerCalls calls, ILogger<ReadModelKeeper> log)
    : Keeper(TimeSpan.FromSeconds(1), log)
{
    protected override string What => "Rebuilding the read model";

    protected override async Task<bool> WorkAsync(CancellationToken cancellation)
    {
        var isCurrent = await readModel.CheckAsync(cancellation);
        if (!isCurrent)
        {
            Started();
        }

        var people = await calls.CallAsync(new RebuildReadModel(OnlyIfOutdated: true), cancellation);
        if (people is { } made)
        {
            Done(made);
        }

        return false;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The rule data has changed: rebuilding the read model")]
    private partial void Started();

    [LoggerMessage(Level = LogLevel.Information, Message = "The read model is rebuilt: {People} people")]
    private partial void Done(long people);
}
