using Osms.Ledger.Insured;
using Osms.Ledger.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Coverage;

/// <summary>One step of the way to an answer.</summary>
/// <param name="Code">Stable code.</param>
/// <param name="Months">The months it is about, ascending.</param>
/// <param name="Facts">Versions of the events behind it, ascending.</param>
/// <param name="Cite">Where the rule or figure was read.</param>
/// <param name="Trust">How far that can be trusted.</param>
public sealed record Reason(
    string Code, IReadOnlyList<Month> Months, IReadOnlyList<int> Facts, string? Cite = null, string? Trust = null);

/// <summary>
/// Why an answer is what it is: for an insured person every basis that holds with what it rests on, otherwise what
/// stands in the way. Reads the same facts by the definitions; a test holds it to the one-pass determination.
/// </summary>
public sealed class Explanation
{
    private readonly Iin _iin;
    private readonly RuleBook _rules;
    private readonly DateOnly _day;
    private readonly Register _register;
    private readonly MonthStates _months;
    private readonly List<Reason> _why = [];

    private Explanation(Iin iin, InsuredState state, RuleBook rules, DateOnly day)
    {
        _iin = iin;
        _rules = rules;
        _day = day;
        _register = new Register(iin, state, rules);
        _months = new MonthStates(iin, state, rules, day);
    }

    /// <param name="iin">Whose answer.</param>
    /// <param name="state">The facts up to the answer's position.</param>
    /// <param name="rules">The law.</param>
    /// <param name="day">The day asked about.</param>
    /// <param name="standing">The answer.</param>
    public static IReadOnlyList<Reason> Of(Iin iin, InsuredState state, RuleBook rules, DateOnly day, Standing standing)
    {
        var explanation = new Explanation(iin, state, rules, day);
        if (standing.IsInsured)
        {
            explanation.InFavour(standing.Bases);
        }
        else
        {
            explanation.Against(standing.Reason);
        }

        return explanation._why;
    }

    private void InFavour(Bases bases)
    {
        var regulation = _rules.RegulationOn(_day)!;
        if (bases.HasFlag(Bases.Transition))
        {
            Add("transition", [], [], regulation.Cite, regulation.Trust);
        }

        if (bases.HasFlag(Bases.Category) && _register.CategoryOn(_day) is { Grant: { } grant, Category: { } category })
        {
            var payer = category.Payer.On(_day);
            Add("category", [], [grant.Version], payer.Cite, payer.Trust);
        }

        if (bases.HasFlag(Bases.Welfare) && _register.WelfareOn(_day) is { } welfare)
        {
            var rate = _rules.LocalRate.On(_day);
            Add("welfare-care-sought", [], [welfare.Care.Version, .. welfare.Levels], rate.Cite, rate.Trust);
        }

        if (bases.HasFlag(Bases.Contributions))
        {
            Contributions();
        }

        if (bases.HasFlag(Bases.PrepaidYear))
        {
            PrepaidYear();
        }
    }

    private void Contributions()
    {
        var era = _rules.Eras.Last(e => e.From <= _day);
        var asked = Month.Of(_day);
        for (var back = 0; back <= Math.Max(era.Grace, era.LongGrace); back++)
        {
            var last = asked - back;
            var window = Ending(last, era.Retrospective);
            var isGood = window[^1].State is MonthState.Paid or MonthState.Category
                && window.All(m => m.State != MonthState.Owed);
            var isLong = back > era.Grace;
            if (!isGood || (isLong && Ending(last, era.LongGraceAfter).Any(m => m.State != MonthState.Paid)))
            {
                continue;
            }

            var lookBack = _rules.RetrospectiveMonths.On(_day);
            Add("contributions", [.. window.Select(m => m.Month)], [], lookBack.Cite, lookBack.Trust);
            ByState(window);
            if (back > 0)
            {
                var grace = isLong ? _rules.LongGraceMonths.On(_day) : _rules.GraceMonths.On(_day);
                var code = isLong ? "grace-after-long-payment" : "grace";
                Add(code, [.. Enumerable.Range(1, back).Select(n => last + n)], [], grace.Cite, grace.Trust);
            }

            return;
        }
    }

    private void PrepaidYear()
    {
        var length = _rules.ProspectiveMonths.On(_day);
        var asked = Month.Of(_day);
        for (var back = length.Value; back >= 0; back--)
        {
            var before = asked - back;
            var year = Ending(before + length.Value, length.Value);
            var isPrepaid = year.All(m => m.State == MonthState.Paid && m.SettledOn < (before + 1).FirstDay);
            var current = _months.Of(asked);
            if (!isPrepaid || (back == 0 && current.State != MonthState.Paid))
            {
                continue;
            }

            var views = back == 0 ? [current, .. year] : year;
            var months = views.Select(m => m.Month).ToList();
            Add("prepaid-year", months, [.. views.SelectMany(m => m.Facts)], length.Cite, length.Trust);
            return;
        }
    }

    private void Against(NotInsured reason)
    {
        switch (reason)
        {
            case NotInsured.Departed:
                Add("departed", [], _register.DepartureOn(_day) is { } departure ? [departure.Version] : []);
                break;
            case NotInsured.NotAParticipant:
                NotAParticipant();
                break;
            case NotInsured.Owed or NotInsured.NothingPaid:
                var lookBack = _rules.RetrospectiveMonths.On(_day);
                var window = Ending(Month.Of(_day) - 1, lookBack.Value);
                Add(Code<NotInsured>.Of(reason), [.. window.Select(m => m.Month)], [], lookBack.Cite, lookBack.Trust);
                ByState([.. window, _months.Of(Month.Of(_day))]);
                break;
            default:
                Add(Code<NotInsured>.Of(reason), [], [], _rules.Regulations[0].Cite, _rules.Regulations[0].Trust);
                break;
        }
    }

    private void NotAParticipant()
    {
        if (_day < _iin.BirthDate)
        {
            Add("not-yet-born", [], []);
        }
        else if (_register.ResidenceOn(_day) is { } residence)
        {
            Add("residence-not-insured", [], [residence.Version]);
        }
        else
        {
            Add(_register.HasResidence ? "before-first-residence" : "foreigner-without-residence", [], []);
        }
    }

    private void ByState(IReadOnlyList<MonthView> months)
    {
        foreach (var group in months.GroupBy(m => m.State).OrderBy(g => g.Key))
        {
            var code = group.Key switch
            {
                MonthState.Paid => "months-paid",
                MonthState.Category => "months-in-category",
                MonthState.NotCounted => "months-not-counted",
                _ => "months-owed",
            };
            Add(code, [.. group.Select(m => m.Month)], [.. group.SelectMany(m => m.Facts)]);
        }
    }

    private List<MonthView> Ending(Month last, int count) =>
        [.. Enumerable.Range(0, count).Select(n => _months.Of(last - (count - 1 - n)))];

    private void Add(
        string code, IReadOnlyList<Month> months, IReadOnlyList<int> facts, string? cite = null,
        string? trust = null) =>
        _why.Add(new Reason(code, months, [.. facts.Distinct().Order()], cite, trust));
}
