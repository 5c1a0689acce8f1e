using Osms.Ledger.Insured;
using Osms.Ledger.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Coverage;

/// <summary>
/// Payments that would make somebody insured again, and the cover they would give; both days inclusive.
/// </summary>
/// <param name="Months">One payment each.</param>
/// <param name="Amounts">In the same order, tenge.</param>
/// <param name="Total">Their sum.</param>
/// <param name="From">First day of the cover.</param>
/// <param name="Through">Last day of it, with nothing further happening; null when it has no end.</param>
public sealed record WayBack(
    IReadOnlyList<Month> Months, IReadOnlyList<Tenge> Amounts, Tenge Total, DateOnly From, DateOnly? Through);

/// <summary>
/// What somebody who is not insured can do, as a self-payer paying on the day asked about: the arrears, the year
/// ahead, or that and the current month. Offered only when the same rules confirm it; cheapest first.
/// </summary>
public static class WaysBack
{
    private const string Reference = "way-back";

    public static IReadOnlyList<WayBack> Of(Iin iin, InsuredState state, RuleBook rules, DateOnly day)
    {
        var now = Determination.Of(iin, state, rules).On(day);
        if (now.Reason is not (NotInsured.Owed or NotInsured.NothingPaid))
        {
            return [];
        }

        var month = Month.Of(day);
        var ways = new List<WayBack>();
        Try([.. Arrears(iin, state, rules, day)], day);
        var year = rules.ProspectiveMonths.TryOn(day)?.Value ?? 0;

        // The calendar ends with 9999: a year ahead that reaches past it cannot be paid.
        if (rules.RegulationOn(day)!.Knows(Basis.PrepaidYear) && month + year <= Month.Of(DateOnly.MaxValue))
        {
            var ahead = Enumerable.Range(1, year).Select(n => month + n).ToList();
            Try(ahead, (month + 1).FirstDay);
            Try([month, .. ahead], day);
        }

        // A stable sort: of two that cost the same the one named first stays first.
        return [.. ways.OrderBy(way => way.Total.Tiyn)];

        void Try(List<Month> months, DateOnly from)
        {
            var amount = rules.Requirement(PaymentKind.Self, day);
            var paid = months.Select(m => (InsuredEvent)new InsuredEvent.PaymentRecorded(
                $"{Reference}/{m}", PaymentKind.Self, m, amount, day, iin.Digits));
            var then = Determination.Of(iin, state.Evolve(paid), rules);
            if (then.On(from).IsInsured)
            {
                var amounts = Enumerable.Repeat(amount, months.Count).ToList();
                ways.Add(new WayBack(months, amounts, amount * months.Count, from, then.Unbroken(from).Through));
            }
        }
    }

    private static IEnumerable<Month> Arrears(Iin iin, InsuredState state, RuleBook rules, DateOnly day)
    {
        var states = new MonthStates(iin, state, rules, day);
        var back = rules.RetrospectiveMonths.On(day).Value;
        var owed = Enumerable.Range(1, back)
            .Select(n => Month.Of(day) - n)
            .Where(m => states.Of(m).State == MonthState.Owed)
            .Order()
            .ToList();
        return owed.Count > 0 ? owed : [Month.Of(day)];
    }
}
