using Osms.Ledger.Values;

namespace Osms.Ledger.Store;

/// <summary>An event as it lies in the ledger. <see cref="Data"/> is UTF-8 JSON.</summary>
public sealed record StoredEvent(
    LedgerPosition Position, string Stream, int Version, string Type, byte[] Data, DateTimeOffset RecordedAt,
    EventOrigin Origin);

/// <summary>Of an event what it says and its position, without when, by whom and from where; UTF-8 JSON.</summary>
public readonly record struct StoredFact(int Version, string Type, byte[] Data, LedgerPosition Position);

/// <summary>Who recorded an event and where it came from; kept as claimed.</summary>
/// <param name="By">The actor.</param>
/// <param name="CorrelationId">What belongs together: a request, an import.</param>
/// <param name="Source">The file it was read from; null when it did not come from one.</param>
/// <param name="Line">The line of that file.</param>
public sealed record EventOrigin(
    string? By = null, string? CorrelationId = null, string? Source = null, long? Line = null);

/// <summary>An event to be appended.</summary>
/// <param name="Type">Its stored name.</param>
/// <param name="Data">UTF-8 JSON.</param>
/// <param name="Origin">By whom, from where.</param>
/// <param name="Order">The events of a batch get ascending positions in this order; equal ones as given.</param>
public readonly record struct NewEvent(string Type, byte[] Data, EventOrigin Origin, int Order = 0);

/// <summary>Events for one stream that must still be at <see cref="ExpectedVersion"/> (0: it does not exist).</summary>
public sealed record StreamAppend(string Stream, int ExpectedVersion, IReadOnlyList<NewEvent> Events)
{
    /// <summary>The type that a new stream gets; a person's unless it is another's.</summary>
    public string StreamType { get; init; } = Values.StreamType.Insured;
}

/// <summary>A stream that a batch is to hold.</summary>
/// <param name="Stream">Whose.</param>
/// <param name="Events">How many events it will most likely get: a new one is made with so many at once.</param>
/// <param name="Type">What a new one is made as; one of <see cref="StreamType"/>.</param>
public readonly record struct StreamClaim(string Stream, int Events = 0, string Type = StreamType.Insured)
{
    public static implicit operator StreamClaim(string stream) => new(stream);
}

/// <summary>Somebody has archived the stream (<c>mt_archive_stream</c>): it takes no more events.</summary>
public sealed class StreamArchivedException() : Exception("The stream is archived and takes no more events.");

/// <summary>
/// Rows to be written to a table of ours in the transaction of the events: one statement over columns given as arrays,
/// and over single values that all rows share.
/// </summary>
public sealed record TableWrite(string Sql, params object[] Columns);

/// <summary>What became of an append.</summary>
public abstract record AppendResult
{
    private AppendResult()
    {
    }

    /// <summary>Committed; one position for each event, in order.</summary>
    public sealed record Appended(IReadOnlyList<LedgerPosition> Positions) : AppendResult;

    /// <summary>Nothing was written: somebody else appended to the stream first.</summary>
    public sealed record Conflict : AppendResult
    {
        public static readonly Conflict Instance = new();
    }
}
