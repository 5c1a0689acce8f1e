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
public sealed class MonthView
{
    private readonly RuleBook _rules;
    private readonly PaymentFact[] _payments;
    private KindSum? _deciding;
    private IReadOnlyList<int>? _facts;

    internal MonthView(
        RuleBook rules, Month month, MonthState state, DateOnly? settledOn, PaymentFact[] payments,
        IReadOnlyList<int> coveredBy)
    {
        (_rules, Month, State, SettledOn, _payments, CoveredBy) = (rules, month, state, settledOn, payments, coveredBy);
    }

    public Month Month { get; }

    public MonthState State { get; }

    /// <summary>Null when it is not paid.</summary>
    public DateOnly? SettledOn { get; }

    /// <summary>All that count on the day, in the order in which they count.</summary>
    public IReadOnlyList<PaymentFact> Payments => _payments;

    /// <summary>Versions of the events by which it is a category month.</summary>
    public IReadOnlyList<int> CoveredBy { get; }

    /// <summary>The versions of the events behind it, ascending.</summary>
    public IReadOnlyList<int> Facts => _facts ??= (_payments.Length, CoveredBy.Count) switch
    {
        (0, 0) => [],
        (1, 0) => [_payments[0].Version],
        _ => [.. _payments.Select(p => p.Version).Concat(CoveredBy).Distinct().Order()],
    };

    /// <summary>
    /// The kind that settles the month, the earliest first; of those that fall short the one that lacks least; null
    /// when nothing was paid.
    /// </summary>
    public KindSum? Deciding => _payments.Length == 0 ? null : _deciding ??= Decide();

    internal static List<Month> MonthsOf(IEnumerable<MonthView> views) => [.. views.Select(view => view.Month)];

    /// <summary>The payments of one kind that count, in the order in which they count.</summary>
    internal PaymentFact[] Of(PaymentKind kind) => Array.FindAll(_payments, p => p.Kind == kind);

    private KindSum Decide()
    {
        var best = SumOf(_payments[0].Kind);
        foreach (var payment in _payments)
        {
            if (payment.Kind != best.Kind && SumOf(payment.Kind) is var sum && IsBefore(sum, best))
            {
                best = sum;
            }
        }

        return best;
    }

    // Of two that settle on the same day the one that began earlier stays.
    private static bool IsBefore(KindSum one, KindSum other) => one.Settles == other.Settles
        ? one.Settles ? one.LastPaidOn < other.LastPaidOn : one.Required - one.Sum < other.Required - other.Sum
        : one.Settles;

    private KindSum SumOf(PaymentKind kind)
    {
        ReadOnlySpan<PaymentFact> paid = Of(kind);
        var settled = MonthSums.SettledWith(paid, _rules);
        var counted = paid[..(settled ?? paid.Length)];
        var last = counted[^1].PaidOn;
        var required = MonthSums.IsRequired(kind) ? _rules.Requirement(kind, last) : (Tenge?)null;
        var sum = Tenge.Zero;
        foreach (ref readonly var payment in counted)
        {
            sum += payment.Amount;
        }

        return new KindSum(kind, sum, required, last, settled is not null);
    }
}
