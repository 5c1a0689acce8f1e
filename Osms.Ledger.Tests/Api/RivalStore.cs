using Osms.Ledger.Insured;
using Osms.Ledger.Store;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Api;

/// <summary>A store in front of which somebody else appends to the same stream, as often as is asked for.</summary>
internal sealed class RivalStore(IEventStore store) : IEventStore
{
    private int _number;

    /// <summary>How many appends somebody else is ahead of.</summary>
    internal int Rivals { get; set; }

    public async Task<AppendResult> AppendAsync(
        StreamAppend append, IReadOnlyList<TableWrite> rows, CancellationToken cancellation)
    {
        if (Rivals-- > 0)
        {
            var happened = new InsuredEvent.RegionRecorded("75", new DateOnly(2020, 1, 1), $"rival-{_number++}");
            var rival = new NewEvent(
                EventCatalogue.NameOf(happened), EventCatalogue.Serialize(happened), new EventOrigin());
            (await store.AppendAsync(append with { Events = [rival] }, [], cancellation))
                .ShouldBeOfType<AppendResult.Appended>();
        }

        return await store.AppendAsync(append, rows, cancellation);
    }

    public Task<IReadOnlyList<StoredEvent>> LoadAsync(
        string stream, LedgerPosition? through, CancellationToken cancellation) =>
        store.LoadAsync(stream, through, cancellation);

    public Task<IStreamBatch> BeginBatchAsync(
        IReadOnlyCollection<string> streams, CancellationToken cancellation) =>
        store.BeginBatchAsync(streams, cancellation);

    public IAsyncEnumerable<StoredEvent> ReadAsync(
        LedgerPosition after, LedgerPosition through, CancellationToken cancellation) =>
        store.ReadAsync(after, through, cancellation);
}
