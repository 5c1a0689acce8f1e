using System.Globalization;
using System.Text;
using Osms.Ledger.Queries;
using Osms.Ledger.Reconciliation;
using Osms.Ledger.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Api.Http;

/// <summary>A reconciliation as JSON and as CSV; the command line writes the same.</summary>
internal static class ReconciliationShown
{
    private const string Header = "month,position,payer,region,persons,rate,base,expected,received,difference,"
        + "status,trust\n";

    private const string HeaderByCategory = "month,position,payer,region,category,persons,rate,base,expected,trust\n";

    internal static ReconciliationBody ToBody(ReconciliationAnswer answer, bool byCategory)
    {
        var figures = answer.Figures;
        return new ReconciliationBody(
            figures.Month, answer.Position, answer.Rules,
            [.. figures.Budgets.Select(line => Of(line, byCategory))],
            new OtherPayersBody(figures.Contributors, figures.Exempt, figures.None),
            new BudgetTotalsBody(
                figures.Persons, figures.Expected, figures.Received, figures.Difference, figures.Trust),
            figures.OfUnknownRegion is { } unknown
                ?
                [
                    new BudgetFindingBody(
                        "region-unknown", unknown.Persons, unknown.Expected,
                        "Nobody has recorded in which region they live, so that no local budget is asked to pay. "
                        + "List them, and record their regions."),
                ]
                : []);
    }

    /// <summary>One line for each budget, or for each category of each; then those for whom no budget owes.</summary>
    internal static string ToCsv(ReconciliationAnswer answer, bool byCategory)
    {
        // Codes and numbers: nothing that would have to be quoted.
        var csv = new StringBuilder(byCategory ? HeaderByCategory : Header);
        var figures = answer.Figures;
        var all = $"{figures.Month},{answer.Position}";
        foreach (var line in figures.Budgets)
        {
            var (payer, each) = ($"{Code<Payer>.Of(line.Payer)},{line.Region}", line.Each);
            if (!byCategory)
            {
                csv.Append(
                    CultureInfo.InvariantCulture,
                    $"{all},{payer},{line.Persons},{each.Rate},{each.Base},{line.Expected},{line.Received},"
                    + $"{line.Difference},{Code<BudgetStatus>.Of(line.Status)},{each.Trust}\n");
                continue;
            }

            foreach (var (category, persons) in line.Categories)
            {
                csv.Append(
                    CultureInfo.InvariantCulture,
                    $"{all},{payer},{category ?? PayerFilter.Welfare},{persons},{each.Rate},{each.Base},"
                    + $"{each.Amount * persons},{each.Trust}\n");
            }
        }

        foreach (var (payer, persons) in Others(figures))
        {
            csv.Append(
                CultureInfo.InvariantCulture,
                $"{all},{payer},{(byCategory ? "," : "")},{persons}{(byCategory ? ",,,," : ",,,,,,,")}\n");
        }

        return csv.ToString();
    }

    private static IEnumerable<(string Payer, long Persons)> Others(MonthReconciliation figures) =>
    [
        (Code<Payer>.Of(Payer.Contributors), figures.Contributors),
        (Code<Payer>.Of(Payer.Exempt), figures.Exempt),
        (Code<Payer>.Of(Payer.None), figures.None),
    ];

    private static BudgetLineBody Of(BudgetLine line, bool byCategory) => new(
        Code<Payer>.Of(line.Payer), line.Region, line.Persons, line.Each.Rate, line.Each.Base, line.Expected,
        line.Received, line.Difference, Code<BudgetStatus>.Of(line.Status), line.Each.Trust, line.Each.Cite,
        byCategory
            ? [.. line.Categories.Select(c =>
                new BudgetCategoryBody(c.Category ?? PayerFilter.Welfare, c.Persons, line.Each.Amount * c.Persons))]
            : null);
}
