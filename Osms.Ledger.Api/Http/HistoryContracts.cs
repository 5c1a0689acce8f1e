using System.Text.Json;
using System.Text.Json.Serialization;
using Osms.Ledger.Values;

namespace Osms.Ledger.Api.Http;

/// <summary>
/// A person's events above one position as known at another, oldest first, with the answer for a day at both ends.
/// </summary>
public sealed record HistoryBody(
    string Iin, DateOnly At, LedgerPosition FromPosition, LedgerPosition Position, string Rules, DayBody From,
    DayBody To, IReadOnlyList<HistoryEntryBody> Events);

/// <summary>
/// An event with who recorded it, when, and from which line of which file; in words; and with the answer for the day
/// as known just before it and just after it. As one of many lines it also names the person and the day.
/// </summary>
public sealed record HistoryEntryBody(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Iin,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateOnly? At,
    LedgerPosition Position, int Version, string Type, DateTimeOffset RecordedAt, string? By, string? Source,
    string? CorrelationId, string Text, bool Changed, DayBody Before, DayBody After,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] LedgerPosition? AnnulledBy,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] LedgerPosition? RefundedBy,
    JsonElement Data);
