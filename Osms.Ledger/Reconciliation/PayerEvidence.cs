using Osms.Ledger.Coverage;
using Osms.Ledger.Insured;
using Osms.Ledger.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Reconciliation;

/// <summary>The events that make somebody pay for a person's month.</summary>
public static class PayerEvidence
{
    /// <summary>
    /// Versions, ascending. Of a budget or by law: the grant with its endings, or care and levels, with the residence
    /// and the region of the day that decides. Of the contributors: the payments that settle the month. Of nobody: what
    /// was paid all the same, and what keeps the person from taking part on the last day.
    /// </summary>
    /// <param name="iin">Whose month.</param>
    /// <param name="state">The facts up to a position.</param>
    /// <param name="rules">The law.</param>
    /// <param name="month">The month.</param>
    /// <param name="payer">Who pays for it by these facts.</param>
    public static IReadOnlyList<int> Of(
        Iin iin, InsuredState state, RuleBook rules, Month month, in MonthPayer payer)
    {
        var versions = new List<int>();
        if (payer.Payer == Payer.Contributors)
        {
            versions.AddRange(ThatSettle(state, rules, month));
        }
        else if (payer.Day is { } day)
        {
            OfBudget(new Register(iin, state, rules), state, payer, day, versions);
        }
        else
        {
            var register = new Register(iin, state, rules);
            versions.AddRange(Paid(state, month).Select(payment => payment.Version));
            Add(versions, register.ResidenceOn(month.LastDay)?.Version);
            Add(versions, register.DepartureOn(month.LastDay)?.Version);
        }

        versions.Sort();
        return versions;
    }

    private static void OfBudget(
        Register register, InsuredState state, in MonthPayer payer, DateOnly day, List<int> versions)
    {
        if (payer.Category is null)
        {
            var welfare = register.WelfareOn(day)!;
            versions.AddRange([welfare.Care.Version, .. welfare.Levels]);
        }
        else
        {
            var grant = register.CategoryOn(day).Grant!.Value.Version;
            versions.AddRange([grant, .. state.Ends.Where(e => e.GrantVersion == grant).Select(e => e.Version)]);
        }

        if (payer.Payer == Payer.Local)
        {
            Add(versions, new SinceList<string>(state.Regions).On(day)?.Version);
        }

        Add(versions, register.ResidenceOn(day)?.Version);
    }

    // In the order in which they were paid, until the first kind is enough: only that kind is then.
    private static IEnumerable<int> ThatSettle(InsuredState state, RuleBook rules, Month month)
    {
        PaymentFact[] paid = [.. Paid(state, month)];
        for (var count = 1; count <= paid.Length; count++)
        {
            var kinds = Settlements.KindsThatSettle(paid.AsSpan(0, count), rules);
            if (kinds != 0)
            {
                return paid.Take(count).Where(p => (kinds & (1 << (int)p.Kind)) != 0).Select(p => p.Version);
            }
        }

        return [];
    }

    // What no refund has taken back.
    private static IEnumerable<PaymentFact> Paid(InsuredState state, Month month) => state.Payments
        .Where(p => p.Period == month && p.RefundedOn is null).OrderBy(p => p.PaidOn).ThenBy(p => p.Version);

    private static void Add(List<int> versions, int? version)
    {
        if (version is { } one)
        {
            versions.Add(one);
        }
    }
}
