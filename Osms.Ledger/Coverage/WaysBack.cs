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
/// ahead, or that and the current month. Nobody is told to pay a month twice: only what is missing is asked for.
/// Offered only when the same rules confirm it; cheapest first.
/// </summary>
public static class WaysBack
{
    public static IReadOnlyList<WayBack> Of(Iin iin, InsuredState state, RuleBook rules, DateOnly day)
    {
        var person = new PersonSeen(iin, state, rules, day);
        return Of(person, Explanation.Of(iin, state, rules, day));
    }

    internal static IReadOnlyList<WayBack> Of(PersonSeen person, IReadOnlyList<Reason> why)
    {
        if (why.Any(reason => reason.Holds))
        {
            // Insured already, or kept from it by what no payment changes.
            return [];
        }

        var ways = new List<WayBack>();
        Offer(Arrears(person), person.Day);
        var year = person.Rules.ProspectiveMonths.TryOn(person.Day)?.Value ?? 0;

        // The calendar ends with 9999: a year ahead that reaches past it cannot be paid.
        if (person.Era.Knows(Basis.PrepaidYear) && person.Month + year <= Month.Of(DateOnly.MaxValue))
        {
            var ahead = Enumerable.Range(1, year).Select(n => person.Month + n).ToList();
            Offer(ahead, (person.Month + 1).FirstDay);
            Offer([person.Month, .. ahead], person.Day);
        }

        // A stable sort: of two that cost the same the one named first stays first.
        return [.. ways.OrderBy(way => way.Total.Tiyn)];

        void Offer(IEnumerable<Month> months, DateOnly from)
        {
            if (Verified(person, months, from) is { } way && !ways.Exists(w => w.Months.SequenceEqual(way.Months)))
            {
                ways.Add(way);
            }
        }
    }

    // By the same rules as everything else, with the payments recorded.
    private static WayBack? Verified(PersonSeen person, IEnumerable<Month> wanted, DateOnly from)
    {
        List<Month> months = [.. wanted.Where(m => person.Months.Of(m).State != MonthState.Paid)];
        List<Tenge> amounts = [.. months.Select(m => Missing(person, m))];
        var known = person.State.Version;
        var paid = months.Zip(amounts, (month, amount) => new PaymentFact(
            ++known, 0, PaymentKind.Self, month, amount, person.Day, null));
        var then = person.FromNowOn([.. person.State.Payments, .. paid]);
        return months.Count > 0 && then.On(from).IsInsured
            ? new WayBack(
                months, amounts, amounts.Aggregate((sum, one) => sum + one), from, then.Unbroken(from).Through)
            : null;
    }

    // What was paid for the month as a self-payer, and falls short, counts.
    private static Tenge Missing(PersonSeen person, Month month) => MonthSums.Missing(
        person.Months.Of(month).Of(PaymentKind.Self), person.Rules.Requirement(PaymentKind.Self, person.Day));

    private static IEnumerable<Month> Arrears(PersonSeen person)
    {
        var back = person.Rules.RetrospectiveMonths.On(person.Day).Value;
        var owed = person.Months.Ending(person.Month - 1, back).Where(m => m.State == MonthState.Owed).ToList();
        return owed.Count > 0 ? MonthView.MonthsOf(owed) : [person.Month];
    }
}
