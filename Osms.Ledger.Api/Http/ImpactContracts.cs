using System.Text.Json.Serialization;
using Osms.Ledger.Queries;
using Osms.Ledger.Values;

namespace Osms.Ledger.Api.Http;

/// <summary>Somebody whose answer for a day is another one: a line of the list.</summary>
public sealed record ChangedAnswerBody(
    string Iin, DateOnly At, DayAnswerBody Before, DayAnswerBody After,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<long>? Positions,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<long>? Lines);

/// <summary>What an answer says of the day.</summary>
public sealed record DayAnswerBody(
    bool Insured, string Basis, string? Payer,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Category,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Region);

/// <summary>The last line: the list in numbers.</summary>
public sealed record ImpactBody(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Id,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] RulesImpactBody? Rules,
    DateOnly At,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] LedgerPosition? From,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] LedgerPosition? To,
    long People, long Changed, long BecameInsured, long LostCover,
    IReadOnlyList<PayerImpact> ByPayer, IReadOnlyList<RegionImpact> ByRegion,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ImportReport? Report);

/// <summary>The digests of two sets of rule data.</summary>
public sealed record RulesImpactBody(string Before, string After);
