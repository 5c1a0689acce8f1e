using Osms.Ledger.Insured;
using Osms.Ledger.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Coverage;

/// <summary>What a month is for somebody, as seen on a day; the first that fits.</summary>
public enum MonthState
{
    /// <summary>Settled on or before the day.</summary>
    Paid,

    /// <summary>In a category, or covered by welfare and care, on some day of it up to the day asked about.</summary>
    Category,

    /// <summary>Before OSMS, not a participant on any day of it, or over before the 18th birthday.</summary>
    NotCounted,

    /// <summary>None of these.</summary>
    Owed,
}

/// <summary>
/// The states of single months as seen on one day, straight from their definition: what <see cref="Sweep"/> keeps as
/// bits, with the facts behind it, for explaining an answer.
/// </summary>
internal sealed class MonthStates
{
    private readonly Iin _iin;
    private readonly RuleBook _rules;
    private readonly DateOnly _day;
    private readonly Register _register;
    private readonly PaymentFact[] _payments;
    private readonly Dictionary<Month, MonthView> _seen = [];

    internal MonthStates(Iin iin, InsuredState state, RuleBook rules, DateOnly day)
        : this(iin, state, rules, day, new Register(iin, state, rules))
    {
    }

    internal MonthStates(Iin iin, InsuredState state, RuleBook rules, DateOnly day, Register register)
    {
        (_iin, _rules, _day, _register) = (iin, rules, day, register);
        _payments = Settlements.InOrder(state.Payments);
    }

    internal MonthView Of(Month month)
    {
        if (!_seen.TryGetValue(month, out var view))
        {
            _seen[month] = view = Look(month, PaymentsFor(month));
        }

        return view;
    }

    /// <summary>The state of a payment's month if that payment had not been made.</summary>
    internal MonthState StateWithout(PaymentFact payment) => Look(
        payment.Period, Array.FindAll(PaymentsFor(payment.Period).ToArray(), p => p.Version != payment.Version)).State;

    /// <summary>So many months, the last of them given.</summary>
    internal MonthView[] Ending(Month last, int count)
    {
        var months = new MonthView[count];
        for (var i = 0; i < count; i++)
        {
            months[i] = Of(last - (count - 1 - i));
        }

        return months;
    }

    /// <summary>Every payment for a month, also those that do not count on the day, in the order they count.</summary>
    internal ReadOnlySpan<PaymentFact> PaymentsFor(Month month)
    {
        var first = LowerBound(month);
        var end = first;
        while (end < _payments.Length && _payments[end].Period == month)
        {
            end++;
        }

        return _payments.AsSpan(first..end);
    }

    private MonthView Look(Month month, ReadOnlySpan<PaymentFact> all)
    {
        if (Settlements.SeenOn(all, _rules, _day) is { } settledOn)
        {
            return new MonthView(_rules, month, MonthState.Paid, settledOn, Live(all), []);
        }

        if (FirstCoveredDay(month) is { } covered)
        {
            return new MonthView(_rules, month, MonthState.Category, null, Live(all), CoveredBy(covered));
        }

        var isCounted = month.FirstDay >= RuleBook.Beginning
            && !(month.LastDay < _iin.EighteenthBirthday)
            && ParticipatesIn(month);
        return new MonthView(_rules, month, isCounted ? MonthState.Owed : MonthState.NotCounted, null, Live(all), []);
    }

    private PaymentFact[] Live(ReadOnlySpan<PaymentFact> all)
    {
        if (all.Length == 0)
        {
            return [];
        }

        var live = new List<PaymentFact>(all.Length);
        foreach (ref readonly var payment in all)
        {
            if (payment.IsLiveOn(_day))
            {
                live.Add(payment);
            }
        }

        return [.. live];
    }

    private DateOnly? FirstCoveredDay(Month month)
    {
        var last = _day < month.LastDay ? _day : month.LastDay;
        var steps = _register.Steps();
        for (var i = 0; i < steps.Count; i++)
        {
            if (steps[i].Covered && Overlaps(i, month, last))
            {
                return steps[i].From > month.FirstDay ? steps[i].From : month.FirstDay;
            }
        }

        return null;
    }

    private bool ParticipatesIn(Month month)
    {
        var steps = _register.Steps();
        for (var i = 0; i < steps.Count; i++)
        {
            if (steps[i].Participant && Overlaps(i, month, month.LastDay))
            {
                return true;
            }
        }

        return false;
    }

    // A step shares a day with the month up to the last day that counts.
    private bool Overlaps(int step, Month month, DateOnly last)
    {
        var steps = _register.Steps();
        var endsBefore = step + 1 < steps.Count && steps[step + 1].From <= month.FirstDay;
        return !endsBefore && steps[step].From <= last && month.FirstDay <= last;
    }

    private int[] CoveredBy(DateOnly covered)
    {
        if (_register.CategoryOn(covered).Grant is { } grant)
        {
            return [grant.Version];
        }

        var welfare = _register.WelfareOn(covered);
        return welfare is null ? [] : [welfare.Care.Version, .. welfare.Levels];
    }

    private int LowerBound(Month month)
    {
        var (low, high) = (0, _payments.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_payments[middle].Period < month)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }
}
