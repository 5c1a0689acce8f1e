using Osms.Ledger.Values;

namespace Osms.Ledger.Api.Http;

/// <summary>What was contributed, by month.</summary>
public sealed record ContributionsBody(
    LedgerPosition Position, string Rules, IReadOnlyList<MonthContributionsBody> Months);

/// <summary>One month of it. There is no sum of persons: who paid in two kinds would be in it twice.</summary>
public sealed record MonthContributionsBody(
    Month Month, IReadOnlyList<KindContributionsBody> Kinds, ContributionTotalsBody Totals);

/// <summary>By payments of one kind.</summary>
public sealed record KindContributionsBody(
    string Kind, long Payments, long Persons, Tenge Amount, long Refunds, Tenge Refunded, Tenge Net);

/// <summary>All kinds together.</summary>
public sealed record ContributionTotalsBody(long Payments, Tenge Amount, long Refunds, Tenge Refunded, Tenge Net);
