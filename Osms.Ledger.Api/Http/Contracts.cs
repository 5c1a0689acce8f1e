using System.Text.Json;
using System.Text.Json.Serialization;
using Osms.Ledger.Import;
using Osms.Ledger.Journal;
using Osms.Ledger.Values;

namespace Osms.Ledger.Api.Http;

/// <summary>A fact that was recorded, or one that already was (<see cref="Repeated"/>).</summary>
public sealed record RecordedBody(
    LedgerPosition Position, int Version, IReadOnlyList<RecordedEvent> Events,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] bool? Repeated);

/// <summary>The event, as it is stored.</summary>
public sealed record RecordedEvent(LedgerPosition Position, int Version, string Type, JsonElement Data);

/// <summary>Insured on a day, as known at a position. Days are inclusive; null means no beginning or no end.</summary>
public sealed record CoverageBody(
    string Iin, DateOnly At, object? KnownAt, LedgerPosition Position, string? Regulation, string Rules, bool Insured,
    string Basis, IReadOnlyList<string> Bases, string? Payer, string? Category, string? Region, DateOnly? Since,
    DateOnly? Through,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<WhyBody>? Why,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<HintBody>? Hints,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<WayBackBody>? WaysBack);

/// <summary>Payments that would make the person insured, with the cover they would give.</summary>
public sealed record WayBackBody(
    IReadOnlyList<Month> Months, IReadOnlyList<Tenge> Amounts, Tenge Total, DateOnly From, DateOnly? Through);

/// <summary>All runs of a person, oldest first.</summary>
public sealed record TimelineBody(
    string Iin, LedgerPosition Position, string Rules, IReadOnlyList<TimelineRunBody> Runs);

/// <summary>
/// Days in a row with the same basis and payer; both inclusive, null when there is no end on that side.
/// </summary>
public sealed record TimelineRunBody(DateOnly? From, DateOnly? Through, bool Insured, string Basis, string? Payer);

/// <summary>Days whose answer is another one at the second position than at the first, in order.</summary>
public sealed record ChangesBody(
    string Iin, LedgerPosition FromPosition, LedgerPosition ToPosition, string Rules,
    IReadOnlyList<ChangedDaysBody> Changes);

/// <summary>
/// Days in a row; <see cref="Flipped"/> says whether they went from insured to not insured or back, <see cref="Event"/>
/// what made the answer what it is now.
/// </summary>
public sealed record ChangedDaysBody(
    DateOnly? From, DateOnly? Through, bool Flipped, DayBody Was, DayBody Now, HistoryEvent Event);

/// <summary>The answer for a day, in short.</summary>
public sealed record DayBody(bool Insured, string Basis, string? Payer);

/// <summary>An event with who recorded it, when, and from which line of which file.</summary>
public sealed record HistoryEvent(
    LedgerPosition Position, int Version, string Type, DateTimeOffset RecordedAt, string? By, string? Source,
    string? CorrelationId, JsonElement Data);

/// <summary>
/// How an import stands, its counts up to the last checkpoint, and a page of its problems; <see cref="Next"/> is what
/// the next page begins after.
/// </summary>
public sealed record ImportBody(
    string Id, ImportState State, string? Name, string Format,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? By,
    DateTimeOffset StartedAt, DateTimeOffset UpdatedAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? FinishedAt,
    long Bytes, long BytesRead, ImportCountsBody Report, IReadOnlyList<ImportProblem> Problems,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? Next);

/// <summary>Accepted + repeated + refused + unreadable = rows.</summary>
public sealed record ImportCountsBody(
    long Rows, long Accepted, long Repeated, long Refused, long Unreadable, LedgerPosition Position, string? OwnKind,
    long ProblemsTotal);

/// <summary>Many answers at one position, in the order of the questions.</summary>
public sealed record BatchBody(DateOnly At, LedgerPosition Position, IReadOnlyList<CoverageBody> Answers);

/// <summary>Who is insured on a day, in numbers; the lines of each list add up to all people.</summary>
public sealed record StatisticsBody(
    DateOnly On, LedgerPosition Position, string Rules, long People, long Participants, long Insured, long NotInsured,
    long StatePays, decimal? InsuredPercent, decimal? StatePaysPercent, IReadOnlyList<StatisticsLineBody> ByBasis,
    IReadOnlyList<StatisticsLineBody> ByPayer, IReadOnlyList<StatisticsLineBody> ByCategory,
    IReadOnlyList<StatisticsLineBody> ByRegion, IReadOnlyList<StatisticsLineBody> ByAgeBand,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    IReadOnlyList<UninsuredLineBody>? NotInsuredByWelfareLevel);

/// <summary>People who have something in common.</summary>
public sealed record StatisticsLineBody(string Value, long Insured, long NotInsured);

/// <summary>Participants whom nothing insures, of one welfare level.</summary>
public sealed record UninsuredLineBody(string Value, long NotInsured);

/// <summary>The process answers.</summary>
public sealed record LiveBody(string Status);

/// <summary>The database answers too; <see cref="Lag"/> counts positions handed out above the settled one.</summary>
public sealed record ReadyBody(string Status, string Rules, string ReadModel, LedgerPosition Position, long Lag);
