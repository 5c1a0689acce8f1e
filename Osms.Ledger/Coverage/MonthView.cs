using Osms.Ledger.Insured;
using Osms.Ledger.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Coverage;

/// <summary>What payments of one kind for a month come to, as seen on a day.</summary>
/// <param name="Kind">Of the payments.</param>
/// <param name="Sum">Up to the payment that settled the month; of all when none did.</param>
/// <param name="Required">On that day; null where any sum will do.</param>
/// <param name="LastPaidOn">The day of the last of these payments.</param>
/// <param name="Settles">Whether they settle the month.</param>
public sealed record KindSum(PaymentKind Kind, Tenge Sum, Tenge? Required, DateOnly LastPaidOn, bool Settles);

/// <summary>A month's state as seen on a day, and the facts behind it.</summary>
/// <param name="SettledOn">Null when it is not paid.</param>
/// <param name="Payments">All that count on the day, in the order in which they count.</param>
/// <param name="CoveredBy">Versions of the events by which it is a category month.</param>
public sealed record MonthView(
    Month Month, MonthState State, DateOnly? SettledOn, IReadOnlyList<PaymentFact> Payments,
    IReadOnlyList<int> CoveredBy)
{
    /// <summary>The versions of the events behind it, ascending.</summary>
    public IReadOnlyList<int> Facts => [.. Payments.Select(p => p.Version).Concat(CoveredBy).Distinct().Order()];

    /// <summary>
    /// The kind that settles the month, the earliest first; of those that fall short the one that lacks least; null
    /// when nothing was paid.
    /// </summary>
    /// <param name="rules">The law.</param>
    public KindSum? Deciding(RuleBook rules)
    {
        KindSum? best = null;
        foreach (var kind in Payments.Select(p => p.Kind).Distinct())
        {
            var sum = SumOf(kind, rules);
            if (best is null || IsBefore(sum, best))
            {
                best = sum;
            }
        }

        return best;
    }

    internal static List<Month> MonthsOf(IEnumerable<MonthView> views) => [.. views.Select(view => view.Month)];

    /// <summary>The payments of one kind that count, in the order in which they count.</summary>
    internal PaymentFact[] Of(PaymentKind kind) => [.. Payments.Where(p => p.Kind == kind)];

    // Kinds come in the order of their first payments: of two that settle on the same day the earlier one stays.
    private static bool IsBefore(KindSum one, KindSum other) => one.Settles == other.Settles
        ? one.Settles ? one.LastPaidOn < other.LastPaidOn : one.Required - one.Sum < other.Required - other.Sum
        : one.Settles;

    private KindSum SumOf(PaymentKind kind, RuleBook rules)
    {
        ReadOnlySpan<PaymentFact> paid = Of(kind);
        var settled = MonthSums.SettledWith(paid, rules);
        var counted = paid[..(settled ?? paid.Length)];
        var last = counted[^1].PaidOn;
        var required = MonthSums.IsRequired(kind) ? rules.Requirement(kind, last) : (Tenge?)null;
        var sum = Tenge.Zero;
        foreach (ref readonly var payment in counted)
        {
            sum += payment.Amount;
        }

        return new KindSum(kind, sum, required, last, settled is not null);
    }
}
