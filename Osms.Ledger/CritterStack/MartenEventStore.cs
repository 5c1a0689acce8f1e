using System.Runtime.CompilerServices;
using JasperFx.Events;
using Marten;
using Marten.Events.Archiving;
using Npgsql;
using Osms.Ledger.Store;
using Osms.Ledger.Values;
using IEventStore = Osms.Ledger.Store.IEventStore;

namespace Osms.Ledger.CritterStack;

/// <summary>The driver that stands on Marten, on the same tables as the one on Npgsql, in turn or beside it.</summary>
/// <param name="marten">On the ledger's schema, see <see cref="MartenSetup"/>.</param>
/// <param name="database">The same database, for what belongs to a transaction beside the events.</param>
/// <param name="role">What the role may do in bulk.</param>
/// <param name="kinds">Every kind of event that may lie in a stream.</param>
internal sealed class MartenEventStore(
    IDocumentStore marten, NpgsqlDataSource database, BulkRole role, EventKinds kinds) : IEventStore
{
    public async Task<IReadOnlyList<StoredEvent>> LoadAsync(
        string stream, LedgerPosition? through, CancellationToken cancellation)
    {
        var last = through?.Value ?? long.MaxValue;
        await using var session = marten.QuerySession();
        var events = await MartenErrors.UnwrapAsync(() => session.Events.QueryAllRawEvents()
            .Where(e => e.MaybeArchived() && e.StreamKey == stream && e.Sequence <= last)
            .OrderBy(e => e.Version)
            .ToListAsync(cancellation));
        return [.. events.Select(e => e.ToStored(kinds))];
    }

    public async Task<IReadOnlyDictionary<string, IReadOnlyList<StoredEvent>>> LoadAsync(
        IReadOnlyCollection<string> streams, LedgerPosition? through, CancellationToken cancellation)
    {
        await using var session = marten.QuerySession();
        return await MartenStreams.LoadAsync(session, streams, through, kinds, cancellation);
    }

    public async Task<IReadOnlyList<StoredFact>> LoadFactsAsync(
        string stream, LedgerPosition through, CancellationToken cancellation) =>
        [.. (await LoadAsync(stream, through, cancellation)).Select(ToFact)];

    public async Task<IReadOnlyList<IReadOnlyList<StoredFact>>> LoadFactsAsync(
        IReadOnlyList<string> streams, LedgerPosition through, CancellationToken cancellation)
    {
        var loaded = await LoadAsync(streams, through, cancellation);
        return
        [
            .. streams.Select(stream => loaded.TryGetValue(stream, out var events)
                ? (IReadOnlyList<StoredFact>)[.. events.Select(ToFact)]
                : []),
        ];
    }

    public async Task<AppendResult> AppendAsync(
        StreamAppend append, IReadOnlyList<TableWrite> rows, CancellationToken cancellation)
    {
        try
        {
            await using var batch = await BeginBatchAsync(
                [new StreamClaim(append.Stream, 0, append.StreamType)], cancellation);
            if (batch.Archived.Count == 0 && batch.Versions[append.Stream] != append.ExpectedVersion)
            {
                return AppendResult.Conflict.Instance;
            }

            var positions = await batch.AppendAsync([append], cancellation);
            if (rows.Count > 0)
            {
                await batch.WriteAsync(rows, cancellation);
            }

            await batch.CommitAsync(cancellation);
            return new AppendResult.Appended(positions);
        }
        catch (PostgresException e) when (e.IsConflict())
        {
            return AppendResult.Conflict.Instance;
        }
    }

    public async Task<IReadOnlyList<LedgerPosition?>> AppendEachAsync(
        IReadOnlyList<StreamAppend> appends, IReadOnlyList<TableWrite> rows, CancellationToken cancellation)
    {
        await using var each = await MartenEach.BeginAsync(database, marten, kinds, cancellation);
        return await each.AppendAsync(appends, rows, cancellation);
    }

    public async Task<IStreamBatch> BeginBatchAsync(
        IReadOnlyCollection<StreamClaim> streams, CancellationToken cancellation) =>
        await MartenStreamBatch.BeginAsync(database, streams, role.ForeignKey, marten, kinds, cancellation);

    public async IAsyncEnumerable<StoredEvent> ReadAsync(
        LedgerPosition after, LedgerPosition through, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var (first, last) = (after.Value, through.Value);
        await using var session = marten.QuerySession();
        await using var events = session.Events.QueryAllRawEvents()
            .Where(e => e.MaybeArchived() && e.Sequence > first && e.Sequence <= last)
            .OrderBy(e => e.Sequence)
            .ToAsyncEnumerable(cancellation)
            .GetAsyncEnumerator(cancellation);
        while (await MartenErrors.UnwrapAsync(() => events.MoveNextAsync().AsTask()))
        {
            yield return events.Current.ToStored(kinds);
        }
    }

    private static StoredFact ToFact(StoredEvent stored) =>
        new(stored.Version, stored.Type, stored.Data, stored.Position);
}
