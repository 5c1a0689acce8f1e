using Osms.Ledger.Insured;
using Osms.Ledger.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Naive;

/// <summary>
/// A second reading of the law, written from its text alone: looks at one day, one month, one payment at a time.
/// </summary>
internal sealed class NaiveDetermination
{
    private static readonly DateOnly Beginning = new(2020, 1, 1);

    private readonly RuleBook _rules;
    private readonly NaiveLaw _law;
    private readonly NaiveRegister _register;
    private readonly NaivePayments _payments;
    private readonly NaiveMonths _months;
    private readonly Dictionary<DateOnly, bool> _insured = [];

    internal NaiveDetermination(
        Iin iin, IReadOnlyList<InsuredEvent> events, RuleBook rules, NaiveLaw? law = null)
    {
        _rules = rules;
        _law = law ?? NaiveLaw.AsWritten;
        _register = new NaiveRegister(iin, events, _law);
        _payments = new NaivePayments(events, rules, _law);
        _months = new NaiveMonths(iin, _register, _payments, _law);
        LastDay = NaiveHorizon.Of(iin, events);
    }

    /// <summary>After this day nothing changes any more.</summary>
    internal DateOnly LastDay { get; }

    internal NaiveStanding On(DateOnly day)
    {
        var region = _register.RegionOn(day);
        if (Refusal(day) is { } refusal)
        {
            return new NaiveStanding([], refusal, Payer.None, null, region);
        }

        string[] bases =
        [
            .. Holds("transition", IsInTransition(day)),
            .. Holds("category", _register.HasCategory(day)),
            .. Holds("welfare", _register.IsCoveredByWelfare(day)),
            .. Holds("contributions", HasContributions(day)),
            .. Holds("prepaid-year", HasPrepaidYear(day)),
        ];
        switch (bases.FirstOrDefault())
        {
            case null:
                var owes = Enumerable.Range(1, _law.MonthsBack)
                    .Any(back => StateOf(Month.Of(day) - back, day) == NaiveMonth.Owed);
                return new NaiveStanding([], owes ? "owed" : "nothing-paid", Payer.None, null, region);
            case "transition":
                return new NaiveStanding(bases, null, Payer.None, null, region);
            case "category":
                var (category, payer) = _register.CategoryOn(day, _rules)!.Value;
                return new NaiveStanding(bases, null, payer, category.Code, region);
            case "welfare":
                return new NaiveStanding(bases, null, Payer.Local, null, region);
            default:
                return new NaiveStanding(bases, null, Payer.Contributors, null, region);
        }

        static string[] Holds(string basis, bool holds) => holds ? [basis] : [];
    }

    /// <summary>First and last day of the days in a row that are insured, or not insured, like this one.</summary>
    internal (DateOnly? Since, DateOnly? Through) Unbroken(DateOnly day)
    {
        var insured = IsInsured(day);
        var since = day;
        while (since >= Beginning && IsInsured(since.AddDays(-1)) == insured)
        {
            since = since.AddDays(-1);
        }

        var through = day;
        while (through < LastDay && IsInsured(through.AddDays(1)) == insured)
        {
            through = through.AddDays(1);
        }

        return (since < Beginning ? null : since, through >= LastDay ? null : through);
    }

    internal NaiveMonth StateOf(Month month, DateOnly day) => _months.StateOf(month, day);

    /// <summary>Who pays for a month, by all that is known.</summary>
    internal (Payer Payer, string? Category, string? Region, DateOnly? Day) PayerOf(Month month)
    {
        var days = NaiveMonths.DaysOf(month).Where(_register.IsParticipant).ToList();
        foreach (var day in days)
        {
            var region = _register.RegionOn(day) ?? "unknown";
            if (_register.CategoryOn(day, _rules) is var (category, payer))
            {
                return (payer, category.Code, payer == Payer.Local ? region : null, day);
            }

            if (_register.IsCoveredByWelfare(day))
            {
                return (Payer.Local, null, region, day);
            }
        }

        return days.Count > 0 && _payments.IsPaidForGood(month)
            ? (Payer.Contributors, null, null, null)
            : (Payer.None, null, null, null);
    }

    private bool IsInsured(DateOnly day)
    {
        if (!_insured.TryGetValue(day, out var insured))
        {
            insured = Refusal(day) is null
                && (IsInTransition(day) || _register.HasCategory(day) || _register.IsCoveredByWelfare(day)
                    || HasContributions(day) || HasPrepaidYear(day));
            _insured[day] = insured;
        }

        return insured;
    }

    private string? Refusal(DateOnly day)
    {
        if (day < Beginning)
        {
            return "not-in-force";
        }

        if (_register.IsDeparted(day))
        {
            return "departed";
        }

        return _register.IsParticipant(day) ? null : "not-a-participant";
    }

    private bool IsInTransition(DateOnly day) => Beginning <= day && day <= _law.TransitionThrough;

    private bool HasContributions(DateOnly day)
    {
        if (day < _law.ContributionsFrom)
        {
            return false;
        }

        var now = Month.Of(day);
        for (var last = now; last >= now - 6; last -= 1)
        {
            var state = StateOf(last, day);
            var carries = state == NaiveMonth.Paid || (state == NaiveMonth.Category && _law.GraceFollowsCategory);
            if (carries && !OwesBackFrom(last, day)
                && (now <= last + _law.Grace || (now <= last + _law.LongGrace && HasLongGrace(last, day))))
            {
                return true;
            }
        }

        return false;
    }

    private bool OwesBackFrom(Month last, DateOnly day)
    {
        for (var month = last - (_law.MonthsBack - 1); month <= last; month += 1)
        {
            if (StateOf(month, day) == NaiveMonth.Owed)
            {
                return true;
            }
        }

        return false;
    }

    private bool HasLongGrace(Month last, DateOnly day)
    {
        var longRow = day >= _law.LongGraceFrom;
        for (var month = last - (_law.MonthsForLongGrace - 1); longRow && month <= last; month += 1)
        {
            var state = StateOf(month, day);
            longRow = state == NaiveMonth.Paid || (state == NaiveMonth.Category && !_law.CategoryBreaksLongGrace);
        }

        return longRow;
    }

    private bool HasPrepaidYear(DateOnly day)
    {
        if (day < _law.PrepaidFrom)
        {
            return false;
        }

        var now = Month.Of(day);
        for (var before = now - _law.MonthsAhead; before <= now; before += 1)
        {
            var covers = before < now || !_law.MonthBeforeAheadMustBePaid || _payments.SettledOn(now, day) is not null;
            if (covers && IsYearPrepaidAfter(before, day))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsYearPrepaidAfter(Month before, DateOnly day)
    {
        for (var month = before + 1; month <= before + _law.MonthsAhead; month += 1)
        {
            if (_payments.SettledOn(month, day) is not { } settled)
            {
                return false;
            }

            var begins = (before + 1).FirstDay;
            if (_law.AheadMeansBefore ? settled >= begins : settled > begins)
            {
                return false;
            }
        }

        return true;
    }
}
