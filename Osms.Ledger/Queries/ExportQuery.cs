using System.Runtime.CompilerServices;
using Osms.Ledger.Store;
using Osms.Ledger.Values;

namespace Osms.Ledger.Queries;

/// <summary>Every event of a stretch of positions, in their order.</summary>
public sealed class ExportQuery(IEventStore store, HighWater highWater, PositionClock clock)
{
    // A statement each: none lasts long, however slowly the events are taken.
    private const int PositionsAtOnce = 5_000;

    /// <summary>The last position of an export: as asked, or everything recorded by now.</summary>
    public async Task<Settlement> FixAsync(LedgerPosition? through, CancellationToken cancellation)
    {
        if (through is { } position)
        {
            return await clock.SettleAsync(new AsOf.Position(position), cancellation);
        }

        var (_, handedOut) = await highWater.LookAsync(cancellation);
        var everything = await clock.SettleAsync(new AsOf.Position(handedOut), cancellation);

        // Somebody takes long: what is settled so far is a whole beginning too, and the next export goes on.
        return everything is Settlement.At ? everything : new Settlement.At(highWater.Current);
    }

    /// <param name="from">The first position, inclusive.</param>
    /// <param name="through">The last, inclusive; settled.</param>
    /// <param name="cancellation">Stops.</param>
    public async IAsyncEnumerable<StoredEvent> ReadAsync(
        LedgerPosition from, LedgerPosition through, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var page = new List<StoredEvent>();
        for (var after = from.Value - 1; after < through.Value; after += PositionsAtOnce)
        {
            var last = Math.Min(after + PositionsAtOnce, through.Value);
            await foreach (var one in store.ReadAsync(new(after), new(last), cancellation))
            {
                page.Add(one);
            }

            foreach (var one in page)
            {
                yield return one;
            }

            page.Clear();
        }
    }
}
