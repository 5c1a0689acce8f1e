using Npgsql;
using Osms.Ledger.Values;

namespace Osms.Ledger.Store;

/// <summary>
/// The driver: how streams are read and appended to. It knows JSON and streams, nothing of insurance. Positions are
/// drawn so that <see cref="HighWater"/> can tell what is settled, whichever driver writes.
/// </summary>
public interface IEventStore
{
    /// <summary>
    /// A stream's events in order of version, those at or below <paramref name="through"/> when given.
    /// </summary>
    Task<IReadOnlyList<StoredEvent>> LoadAsync(
        string stream, LedgerPosition? through, CancellationToken cancellation);

    /// <summary>Many streams at once, as above; those without events are not in the result.</summary>
    Task<IReadOnlyDictionary<string, IReadOnlyList<StoredEvent>>> LoadAsync(
        IReadOnlyCollection<string> streams, LedgerPosition? through, CancellationToken cancellation);

    /// <summary>
    /// What answers depend on, of a stream's events at or below <paramref name="through"/>, in order of version.
    /// </summary>
    Task<IReadOnlyList<StoredFact>> LoadFactsAsync(
        string stream, LedgerPosition through, CancellationToken cancellation);

    /// <summary>Of many streams at once, as above and in their order; nothing for those without events.</summary>
    Task<IReadOnlyList<IReadOnlyList<StoredFact>>> LoadFactsAsync(
        IReadOnlyList<string> streams, LedgerPosition through, CancellationToken cancellation);

    /// <summary>
    /// Appends and writes the rows in one transaction and one round trip; a statement may use the position just drawn
    /// as <c>currval('ledger.mt_events_sequence')</c>.
    /// </summary>
    /// <exception cref="StreamArchivedException">The stream takes no more events.</exception>
    Task<AppendResult> AppendAsync(
        StreamAppend append, IReadOnlyList<TableWrite> rows, CancellationToken cancellation);

    /// <summary>
    /// Appends one event to each of many streams, and writes the rows, in one transaction and one round trip. Each
    /// append is on its own and nobody is waited for: null where the stream is not at its version, is missing,
    /// archived, or held by somebody else. The rows of a statement are in the order of the appends; it must leave out
    /// those whose position in <c>ledger.appended()</c> is null.
    /// </summary>
    Task<IReadOnlyList<LedgerPosition?>> AppendEachAsync(
        IReadOnlyList<StreamAppend> appends, IReadOnlyList<TableWrite> rows, CancellationToken cancellation);

    /// <summary>
    /// Locks streams, making those that are missing, for one transaction that appends to many of them.
    /// </summary>
    Task<IStreamBatch> BeginBatchAsync(
        IReadOnlyCollection<StreamClaim> streams, CancellationToken cancellation);

    /// <summary>
    /// Every event after a position through another, in order of position. The caller has made sure that
    /// <paramref name="through"/> is settled.
    /// </summary>
    IAsyncEnumerable<StoredEvent> ReadAsync(
        LedgerPosition after, LedgerPosition through, CancellationToken cancellation);
}

/// <summary>Streams held for one transaction; disposing it without a commit undoes everything.</summary>
public interface IStreamBatch : IAsyncDisposable
{
    /// <summary>For reading our own tables inside the transaction.</summary>
    NpgsqlConnection Connection { get; }

    /// <summary>The version each locked stream has; 0 for a new one.</summary>
    IReadOnlyDictionary<string, int> Versions { get; }

    /// <summary>Those of the locked streams that take no more events.</summary>
    IReadOnlySet<string> Archived { get; }

    /// <summary>The events of some of the locked streams, each in order of version.</summary>
    Task<IReadOnlyDictionary<string, IReadOnlyList<StoredEvent>>> LoadAsync(
        IReadOnlyCollection<string> streams, CancellationToken cancellation);

    /// <summary>
    /// Appends; returns the position of every event, in the order given. An expected version that is not the locked
    /// one is a mistake of the caller and throws.
    /// </summary>
    /// <exception cref="StreamArchivedException">One of the streams takes no more events.</exception>
    Task<IReadOnlyList<LedgerPosition>> AppendAsync(
        IReadOnlyList<StreamAppend> appends, CancellationToken cancellation);

    /// <summary>Statements on tables of ours, in one round trip.</summary>
    Task WriteAsync(IReadOnlyList<TableWrite> rows, CancellationToken cancellation);

    /// <summary>New rows of a table of ours.</summary>
    /// <param name="copy"><c>copy … from stdin (format binary)</c>.</param>
    /// <param name="rows">In the order of its columns.</param>
    /// <param name="cancellation">Gives the copy up.</param>
    Task CopyAsync(string copy, CopyRows rows, CancellationToken cancellation);

    Task CommitAsync(CancellationToken cancellation);
}
