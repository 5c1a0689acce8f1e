using Osms.Ledger.Store;

namespace Osms.Ledger.Api.Hosting;

/// <summary>Moves the high water and the clock of positions while the service runs.</summary>
internal sealed class HighWaterKeeper(PositionClock clock, LedgerOptions options, ILogger<HighWaterKeeper> log)
    : Keeper(options.HighWaterInterval, log)
{
    protected override string What => "Moving the high water";

    protected override async Task<bool> WorkAsync(CancellationToken cancellation)
    {
        await clock.TickAsync(cancellation);
        return true;
    }
}
