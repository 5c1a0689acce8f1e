using System.Text.Json.Serialization;
using Osms.Ledger.Values;

namespace Osms.Ledger.Api.Http;

/// <summary>Who owes for a month, what came in, what differs. Totals and others together are all people.</summary>
public sealed record ReconciliationBody(
    Month Month, LedgerPosition Position, string Rules, IReadOnlyList<BudgetLineBody> Budgets, OtherPayersBody Others,
    BudgetTotalsBody Totals, IReadOnlyList<BudgetFindingBody> Findings);

/// <summary>What one budget owes for a month and what it has paid in.</summary>
public sealed record BudgetLineBody(
    string Payer,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Region,
    long Persons, decimal Rate, decimal Base, Tenge Expected, Tenge Received, Tenge Difference, string Status,
    string Trust, string Cite,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    IReadOnlyList<BudgetCategoryBody>? Categories);

/// <summary>Those of a budget's people whom the same category makes it owe for.</summary>
public sealed record BudgetCategoryBody(string Category, long Persons, Tenge Expected);

/// <summary>People for whom no budget owes.</summary>
public sealed record OtherPayersBody(long Contributors, long Exempt, long None);

/// <summary>All budgets together.</summary>
public sealed record BudgetTotalsBody(
    long Persons, Tenge Expected, Tenge Received, Tenge Difference, string? Trust);

/// <summary>What somebody has to look into before the figures are right.</summary>
public sealed record BudgetFindingBody(string Code, long Persons, Tenge Expected, string Detail);
