using System.Buffers;
using Osms.Ledger.Insured;
using Osms.Ledger.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Coverage;

/// <summary>From a day on a month is settled on another day than before, or no longer (null).</summary>
internal readonly record struct SettlementChange(DateOnly Seen, Month Month, DateOnly? SettledOn);

/// <summary>
/// When a month is settled: the first day on which its live payments of one kind, in the order they were paid, reach
/// what is required on that payment's own day; the earliest over the kinds (закон 405-V, ст. 28, 30).
/// </summary>
internal static class Settlements
{
    private static readonly int Kinds = Enum.GetValues<PaymentKind>().Length;

    /// <summary>All changes of all months, in order of the day they are seen.</summary>
    internal static List<SettlementChange> Of(IReadOnlyList<PaymentFact> payments, RuleBook rules)
    {
        var changes = new List<SettlementChange>(payments.Count);
        var memory = ArrayPool<PaymentFact>.Shared.Rent(payments.Count);
        var ordered = memory.AsSpan(0, payments.Count);
        PutInOrder(payments, ordered);
        for (var start = 0; start < ordered.Length;)
        {
            var month = ordered[start].Period;
            var end = start + 1;
            var refunded = ordered[start].RefundedOn is not null;
            while (end < ordered.Length && ordered[end].Period == month)
            {
                refunded |= ordered[end++].RefundedOn is not null;
            }

            var ofMonth = ordered[start..end];
            if (refunded)
            {
                WithRefunds(ofMonth, rules, changes);
            }
            else if (SettledOn(ofMonth, rules, static (_, _) => true, default) is { } day)
            {
                // Nothing is ever taken back: what is settled once stays so.
                changes.Add(new SettlementChange(day, month, day));
            }

            start = end;
        }

        ArrayPool<PaymentFact>.Shared.Return(memory);
        changes.Sort(static (a, b) => a.Seen.CompareTo(b.Seen));
        return changes;
    }

    /// <summary>The day a month is settled as seen on <paramref name="day"/>; null when it is not.</summary>
    /// <param name="ofMonth">All payments for it, by the day they were made and then as recorded.</param>
    /// <param name="rules">The law.</param>
    /// <param name="day">Payments that are live on it count.</param>
    internal static DateOnly? SeenOn(ReadOnlySpan<PaymentFact> ofMonth, RuleBook rules, DateOnly day) =>
        SettledOn(ofMonth, rules, static (p, d) => p.IsLiveOn(d), day);

    /// <summary>The month is settled by payments that no refund has taken back.</summary>
    internal static bool IsPaidForGood(IReadOnlyList<PaymentFact> payments, RuleBook rules, Month month) =>
        SettledOn(
            InOrder([.. payments.Where(p => p.Period == month)]),
            rules,
            static (p, _) => p.RefundedOn is null,
            default) is not null;

    /// <summary>Every month that is settled by payments that no refund has taken back, ascending.</summary>
    internal static List<Month> PaidForGood(IReadOnlyList<PaymentFact> payments, RuleBook rules)
    {
        var months = new List<Month>();
        var ordered = InOrder(payments);
        for (var start = 0; start < ordered.Length;)
        {
            var end = start + 1;
            while (end < ordered.Length && ordered[end].Period == ordered[start].Period)
            {
                end++;
            }

            var ofMonth = ordered.AsSpan(start..end);
            if (SettledOn(ofMonth, rules, static (p, _) => p.RefundedOn is null, default) is not null)
            {
                months.Add(ordered[start].Period);
            }

            start = end;
        }

        return months;
    }

    /// <summary>The kinds, a bit for each, whose payments settle the month.</summary>
    /// <param name="ofMonth">Its live payments, by the day they were made and then as recorded.</param>
    /// <param name="rules">The law.</param>
    internal static int KindsThatSettle(ReadOnlySpan<PaymentFact> ofMonth, RuleBook rules)
    {
        Span<long> sums = stackalloc long[Kinds];
        sums.Clear();
        var settled = 0;
        foreach (ref readonly var payment in ofMonth)
        {
            var kind = 1 << (int)payment.Kind;
            ref var sum = ref sums[(int)payment.Kind];
            if ((settled & kind) != 0)
            {
                continue;
            }

            if (payment.Amount.Tiyn >= rules.Requirement(payment.Kind, payment.PaidOn).Tiyn - sum)
            {
                settled |= kind;
            }
            else
            {
                sum += payment.Amount.Tiyn;
            }
        }

        return settled;
    }

    /// <summary>By month, then by the day they were made, then as recorded.</summary>
    internal static PaymentFact[] InOrder(IReadOnlyList<PaymentFact> payments)
    {
        var ordered = new PaymentFact[payments.Count];
        PutInOrder(payments, ordered);
        return ordered;
    }

    private static void WithRefunds(
        ReadOnlySpan<PaymentFact> ofMonth, RuleBook rules, List<SettlementChange> changes)
    {
        var days = new SortedSet<DateOnly>();
        foreach (var payment in ofMonth)
        {
            days.Add(payment.PaidOn);
            if (payment.RefundedOn is { } refundedOn)
            {
                days.Add(refundedOn);
            }
        }

        DateOnly? before = null;
        foreach (var day in days)
        {
            var now = SettledOn(ofMonth, rules, static (p, d) => p.IsLiveOn(d), day);
            if (now != before)
            {
                changes.Add(new SettlementChange(day, ofMonth[0].Period, now));
                before = now;
            }
        }
    }

    private static DateOnly? SettledOn(
        ReadOnlySpan<PaymentFact> ofMonth, RuleBook rules, Func<PaymentFact, DateOnly, bool> counts, DateOnly day)
    {
        Span<long> sums = stackalloc long[Kinds];
        sums.Clear();
        foreach (ref readonly var payment in ofMonth)
        {
            if (counts(payment, day))
            {
                // Compared before it is added: the sum stays below a requirement, however large an amount is sent.
                ref var sum = ref sums[(int)payment.Kind];
                if (payment.Amount.Tiyn >= rules.Requirement(payment.Kind, payment.PaidOn).Tiyn - sum)
                {
                    return payment.PaidOn;
                }

                sum += payment.Amount.Tiyn;
            }
        }

        return null;
    }

    // By month, then by day of payment, then as recorded: all in one number, whose end says which payment it is.
    private static void PutInOrder(IReadOnlyList<PaymentFact> payments, Span<PaymentFact> ordered)
    {
        const int indexBits = 22;
        var keys = payments.Count <= 128 ? stackalloc long[payments.Count] : new long[payments.Count];
        for (var i = 0; i < keys.Length; i++)
        {
            var payment = payments[i];
            keys[i] = ((long)payment.Period.Index << (2 * indexBits))
                | ((long)payment.PaidOn.DayNumber << indexBits) | (uint)i;
        }

        keys.Sort();
        for (var i = 0; i < keys.Length; i++)
        {
            ordered[i] = payments[(int)(keys[i] & ((1 << indexBits) - 1))];
        }
    }
}
