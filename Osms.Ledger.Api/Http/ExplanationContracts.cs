using System.Text.Json.Serialization;
using Osms.Ledger.Values;

namespace Osms.Ledger.Api.Http;

/// <summary>A rule that was tried; <see cref="Events"/> are positions.</summary>
public sealed record WhyBody(
    string Code, bool Holds, string Text,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<Month>? Months,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<LedgerPosition>? Events,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<MonthStateBody>? States,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<ParameterBody>? Parameters,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Regulation,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Cite,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Trust);

/// <summary>A month looked back at: its state and what was paid beside what is required.</summary>
public sealed record MonthStateBody(
    Month Month, string State,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateOnly? SettledOn,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Tenge? Sum,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Tenge? Required,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<PaidBody>? Payments,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<LedgerPosition>? Events);

/// <summary>A payment that counts on the day.</summary>
public sealed record PaidBody(LedgerPosition Position, string Kind, string Payer, Tenge Amount, DateOnly PaidOn);

/// <summary>A figure of the law that an answer was decided with.</summary>
public sealed record ParameterBody(string Name, object Value, DateOnly Since, string Cite, string Trust);

/// <summary>A known mistake and what to do about it; <see cref="Position"/> is the payment's.</summary>
public sealed record HintBody(
    string Code, string Text, string ToDo, IReadOnlyList<Month> Months,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] LedgerPosition? Position,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Tenge? Missing,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Tenge? Free);
