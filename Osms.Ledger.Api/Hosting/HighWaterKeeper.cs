using Osms.Ledger.Store;

namespace Osms.Ledger.Api.Hosting;

/// <summary>Moves the high water and the clock of positions while the service runs.</summary>
internal sealed class HighWaterKeeper(
    HighWater highWater, LedgerGauges gauges, LedgerOptions options, ILogger<HighWaterKeeper> log)
    : Keeper(options.HighWaterInterval, log)
{
    protected override string What => "Moving the high water";

    protected override async Task<bool> WorkAsync(CancellationToken cancellation)
    {
        var (settled, handedOut) = await highWater.LookAsync(cancellation);
        gauges.Seen(settled, handedOut);
        return true;
    }
}
