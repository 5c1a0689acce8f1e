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

/// <summary>A month's state and the versions of the facts behind it.</summary>
public sealed record MonthView(Month Month, MonthState State, DateOnly? SettledOn, IReadOnlyList<int> Facts);

/// <summary>
/// The states of single months as seen on one day, straight from their definition: what <see cref="Sweep"/> keeps as
/// bits, with the facts behind it, for explaining an answer.
/// </summary>
internal sealed class MonthStates(Iin iin, InsuredState state, RuleBook rules, DateOnly day)
{
    private readonly Register _register = new(iin, state, rules);
    private List<Circumstances>? _steps;

    internal MonthView Of(Month month)
    {
        if (Settlements.SeenOn(state.Payments, rules, month, day) is { } settledOn)
        {
            return new MonthView(month, MonthState.Paid, settledOn, PaymentsOf(month, settledOn));
        }

        if (FirstCoveredDay(month) is { } covered)
        {
            return new MonthView(month, MonthState.Category, null, CoveredBy(covered));
        }

        var isCounted = month.FirstDay >= RuleBook.Beginning
            && !(month.LastDay < iin.EighteenthBirthday)
            && Overlapping(month, month.LastDay).Any(step => step.Participant);
        return new MonthView(month, isCounted ? MonthState.Owed : MonthState.NotCounted, null, []);
    }

    private DateOnly? FirstCoveredDay(Month month)
    {
        var last = day < month.LastDay ? day : month.LastDay;
        foreach (var step in Overlapping(month, last))
        {
            if (step.Covered)
            {
                return step.From > month.FirstDay ? step.From : month.FirstDay;
            }
        }

        return null;
    }

    private IEnumerable<Circumstances> Overlapping(Month month, DateOnly last)
    {
        _steps ??= _register.Steps();
        for (var i = 0; i < _steps.Count; i++)
        {
            var endsBefore = i + 1 < _steps.Count && _steps[i + 1].From <= month.FirstDay;
            if (!endsBefore && _steps[i].From <= last && month.FirstDay <= last)
            {
                yield return _steps[i];
            }
        }
    }

    // The live payments up to the one that settled the month, of every kind paid by then.
    private List<int> PaymentsOf(Month month, DateOnly settledOn) =>
    [
        .. state.Payments
            .Where(p => p.Period == month && p.PaidOn <= settledOn && p.IsLiveOn(day))
            .Select(p => p.Version),
    ];

    private List<int> CoveredBy(DateOnly covered)
    {
        if (_register.CategoryOn(covered).Grant is { } grant)
        {
            return [grant.Version];
        }

        var welfare = _register.WelfareOn(covered);
        return welfare is null ? [] : [welfare.Care.Version, .. welfare.Levels];
    }
}
