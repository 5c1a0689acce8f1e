using System.Text.Json.Serialization;
using Osms.Ledger.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Api.Http;

/// <summary>The law as it holds on a day.</summary>
public sealed record RegulationBody(
    DateOnly On, string Rules, RegulationVersionBody? Regulation,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Text,
    IReadOnlyList<FigureBody> Figures, IReadOnlyList<CategoryBody> Categories, IReadOnlyList<PaymentKindBody> Kinds);

/// <summary>The version of the law.</summary>
public sealed record RegulationVersionBody(
    string Version, DateOnly Since, string Title, IReadOnlyList<string> Bases, string Cite, string Trust);

/// <summary>A figure in force.</summary>
public sealed record FigureBody(
    string Name,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Region,
    decimal Value, DateOnly Since, string Cite, string Trust);

/// <summary>A category, and who pays for it.</summary>
public sealed record CategoryBody(string Code, Payer Payer, DateOnly Since, string Cite, string Trust);

/// <summary>A kind of payment that exists, with the months it exists for.</summary>
public sealed record PaymentKindBody(string Code, Month? First, Month? Last, string Cite, string Trust);

/// <summary>Who owes how much for a month.</summary>
public sealed record CalculationBody(
    DateOnly On, string Kind, string? Category, string Regulation, string Rules, IReadOnlyList<DueBody> Lines,
    Tenge Employers, Tenge Person, Tenge Budget, Tenge Total, IReadOnlyList<FigureBody> Figures);

/// <summary>What one payer owes.</summary>
public sealed record DueBody(
    string From,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Payer,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Tenge? Income,
    Tenge Base, decimal Rate, Tenge Amount,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Tenge? Cap,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Tenge? CapLeft,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Limit,
    string Cite, string Trust);
