using Osms.Ledger.Dues;
using Osms.Ledger.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Reconciliation;

/// <summary>How many people have a payer in a month.</summary>
public readonly record struct PayerPersons(MonthPayer Payer, long Persons);

/// <summary>What came in for a month from one budget.</summary>
/// <param name="Region">Of a local one; null for the republican.</param>
public readonly record struct BudgetReceipt(string? Region, Tenge Sum);

/// <summary>Who owes for a month, what came in, and what differs.</summary>
/// <param name="Month">The month.</param>
/// <param name="Budgets">
/// The republican one, then every local one that owes or has paid, by region, the unknown one last.
/// </param>
/// <param name="Contributors">People whose month contributions paid.</param>
/// <param name="Exempt">People whom the law insures without a payer.</param>
/// <param name="None">People for whom nobody pays.</param>
public sealed record MonthReconciliation(
    Month Month, IReadOnlyList<BudgetLine> Budgets, long Contributors, long Exempt, long None)
{
    /// <summary>For whom budgets owe.</summary>
    public long Persons => Budgets.Sum(line => line.Persons);

    /// <summary>Everybody who is known of: each has exactly one payer.</summary>
    public long People => Persons + Contributors + Exempt + None;

    public Tenge Expected => Budgets.Aggregate(Tenge.Zero, (sum, line) => sum + line.Expected);

    public Tenge Received => Budgets.Aggregate(Tenge.Zero, (sum, line) => sum + line.Received);

    public Tenge Difference => Received - Expected;

    /// <summary>The weakest of what the sums rest on; null when nobody is added up.</summary>
    public string? Trust => TrustMark.Weakest(Budgets.Where(line => line.Persons > 0).Select(line => line.Each.Trust));

    /// <summary>Every budget has paid what it owes.</summary>
    public bool IsSettled => Budgets.All(line => line.Status == BudgetStatus.Settled);

    /// <summary>For whom a local budget owes, but nobody has recorded which.</summary>
    public BudgetLine? OfUnknownRegion =>
        Budgets.FirstOrDefault(line => line is { Region: MonthPayer.UnknownRegion, Persons: > 0 });

    /// <param name="month">Not before January 2020.</param>
    /// <param name="counts">Each payer once.</param>
    /// <param name="receipts">Each budget at most once.</param>
    /// <param name="rules">The law.</param>
    public static MonthReconciliation Of(
        Month month, IEnumerable<PayerPersons> counts, IEnumerable<BudgetReceipt> receipts, RuleBook rules)
    {
        var payers = counts.ToLookup(count => count.Payer.Payer);
        var republican = receipts.Where(receipt => receipt.Region is null).Select(receipt => receipt.Sum);
        var received = receipts.Where(receipt => receipt.Region is not null)
            .ToDictionary(receipt => receipt.Region!, receipt => receipt.Sum);
        var regions = payers[Payer.Local].ToLookup(count => count.Payer.Region!);

        // The unknown one is a word, which comes after all codes.
        var locals = regions.Select(region => region.Key).Union(received.Keys).Order(StringComparer.Ordinal);
        return new MonthReconciliation(
            month,
            [
                Line(
                    Payer.Republican, null, payers[Payer.Republican], ExpectedContribution.Republican(rules, month),
                    republican.SingleOrDefault()),
                .. locals.Select(region => Line(
                    Payer.Local, region, regions[region], ExpectedContribution.Local(rules, month, region),
                    received.GetValueOrDefault(region))),
            ],
            Sum(payers[Payer.Contributors]),
            Sum(payers[Payer.Exempt]),
            Sum(payers[Payer.None]));

        BudgetLine Line(
            Payer payer, string? region, IEnumerable<PayerPersons> persons, ExpectedContribution each, Tenge sum) =>
            new(payer, region, Sum(persons), each, sum, [.. persons
                .OrderBy(count => count.Payer.Category is { } code ? rules.CategoryByCode[code].Order : int.MaxValue)
                .Select(count => new CategoryCount(count.Payer.Category, count.Persons))]);
    }

    private static long Sum(IEnumerable<PayerPersons> counts) => counts.Sum(count => count.Persons);
}
