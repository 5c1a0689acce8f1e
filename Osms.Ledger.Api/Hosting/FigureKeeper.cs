using Osms.Ledger.Projections;
using Osms.Ledger.Store;

namespace Osms.Ledger.Api.Hosting;

/// <summary>Adds figures up as the ledger grows, so that nobody who asks for them waits for it.</summary>
internal sealed class FigureKeeper(FigureStretches stretches, HighWater highWater, ILogger<FigureKeeper> log)
    : Keeper(TimeSpan.FromSeconds(10), log)
{
    protected override string What => "Adding the figures up";

    protected override async Task<bool> WorkAsync(CancellationToken cancellation)
    {
        await stretches.KeepUpAsync(highWater.Current, cancellation);
        return true;
    }
}
