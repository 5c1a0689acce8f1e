using System.Globalization;
using System.Text;
using Osms.Ledger.Queries;
using Osms.Ledger.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Api.Http;

/// <summary>What was contributed, as JSON and as CSV; the command line writes the same.</summary>
internal static class ContributionsShown
{
    internal static ContributionsBody ToBody(ContributionsAnswer answer) => new(
        answer.Position, answer.Rules,
        [.. answer.Months.Select(month => new MonthContributionsBody(
            month.Month, [.. month.Kinds.Select(Of)], Totals(month.Kinds)))]);

    /// <summary>One line for each month and kind.</summary>
    internal static string ToCsv(ContributionsBody body)
    {
        var csv = new StringBuilder("month,position,kind,payments,persons,amount,refunds,refunded,net\n");
        foreach (var month in body.Months)
        {
            foreach (var kind in month.Kinds)
            {
                // Codes and numbers: nothing that would have to be quoted.
                csv.Append(
                    CultureInfo.InvariantCulture,
                    $"{month.Month},{body.Position},{kind.Kind},{kind.Payments},{kind.Persons},{kind.Amount},"
                    + $"{kind.Refunds},{kind.Refunded},{kind.Net}\n");
            }
        }

        return csv.ToString();
    }

    private static KindContributionsBody Of(ContributionSum sum) => new(
        Code<PaymentKind>.Of(sum.Kind), sum.Payments, sum.Persons, sum.Amount, sum.Refunds, sum.Refunded,
        sum.Amount - sum.Refunded);

    private static ContributionTotalsBody Totals(IReadOnlyList<ContributionSum> kinds)
    {
        var amount = kinds.Aggregate(Tenge.Zero, (sum, kind) => sum + kind.Amount);
        var refunded = kinds.Aggregate(Tenge.Zero, (sum, kind) => sum + kind.Refunded);
        return new ContributionTotalsBody(
            kinds.Sum(kind => kind.Payments), amount, kinds.Sum(kind => kind.Refunds), refunded, amount - refunded);
    }
}
