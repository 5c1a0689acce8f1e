using Osms.Ledger.Regulation;
using Osms.Ledger.Texts;
using Osms.Ledger.Values;

namespace Osms.Ledger.Coverage;

/// <summary>
/// Twelve months without one owed, up to a paid one or one in a category that is not too long ago (закон 405-V, ст. 5):
/// the months, and what was paid for each.
/// </summary>
internal static class ContributionReason
{
    internal static Reason Of(PersonSeen person)
    {
        var era = person.Era;
        for (var back = 0; back <= Math.Max(era.Grace, era.LongGrace); back++)
        {
            var last = person.Month - back;
            var window = person.Months.Ending(last, era.Retrospective);
            var isGood = window[^1].State is MonthState.Paid or MonthState.Category
                && Array.TrueForAll(window, m => m.State != MonthState.Owed);
            var isLong = back > era.Grace;
            if (isGood && (!isLong || IsLongPaid(person, last, era)))
            {
                return InFavour(person, window, back, isLong);
            }
        }

        return Against(person, person.Months.Ending(person.Month - 1, era.Retrospective));
    }

    private static bool IsLongPaid(PersonSeen person, Month last, Era era) =>
        Array.TrueForAll(person.Months.Ending(last, era.LongGraceAfter), m => m.State == MonthState.Paid);

    private static Reason InFavour(PersonSeen person, MonthView[] window, int back, bool isLong)
    {
        var (rules, day) = (person.Rules, person.Day);
        var months = MonthView.MonthsOf(window);
        var last = window[^1].Month;
        var text = (back, isLong) switch
        {
            (0, _) => WhyTexts.Contributions(months),
            (_, false) => WhyTexts.Grace(months, last, rules.GraceMonths.On(day).Value, last + person.Era.Grace),
            _ => WhyTexts.LongGrace(
                months, last, person.Era.LongGraceAfter, person.Era.LongGrace, last + person.Era.LongGrace),
        };
        List<ParameterUsed> used = [ParameterUsed.Of("retrospectiveMonths", rules.RetrospectiveMonths.On(day))];
        if (isLong)
        {
            used.Add(ParameterUsed.Of("longGraceAfterPaidMonths", rules.LongGraceAfterPaidMonths.On(day)));
            used.Add(ParameterUsed.Of("longGraceMonths", rules.LongGraceMonths.On(day)));
        }
        else if (back > 0)
        {
            used.Add(ParameterUsed.Of("graceMonths", rules.GraceMonths.On(day)));
        }

        return WithMonths(person, true, text, window, used);
    }

    private static Reason Against(PersonSeen person, MonthView[] window)
    {
        var (rules, day) = (person.Rules, person.Day);
        var owed = MonthView.MonthsOf(window.Where(m => m.State == MonthState.Owed));
        var text = owed.Count > 0
            ? WhyTexts.Owed(MonthView.MonthsOf(window), owed)
            : WhyTexts.NothingPaid(MonthView.MonthsOf(window));
        List<ParameterUsed> used =
        [
            ParameterUsed.Of("retrospectiveMonths", rules.RetrospectiveMonths.On(day)),
            ParameterUsed.Of("graceMonths", rules.GraceMonths.On(day)),
        ];
        return WithMonths(person, false, text, window, used);
    }

    private static Reason WithMonths(
        PersonSeen person, bool holds, Sentence text, MonthView[] window, List<ParameterUsed> used)
    {
        var lookBack = used[0];
        foreach (var month in window)
        {
            if (month.Deciding is { } sum)
            {
                ParameterUsed.AddRequirement(used, person.Rules, sum.Kind, sum.LastPaidOn);
            }
        }

        return person.Reason(Basis.Contributions, holds, text) with
        {
            Months = MonthView.MonthsOf(window),
            Facts = [.. window.SelectMany(m => m.Facts).Distinct().Order()],
            Parameters = used,
            States = window,
            Cite = lookBack.Cite,
            Trust = lookBack.Trust,
        };
    }
}
