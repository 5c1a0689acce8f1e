using Osms.Ledger.Regulation;
using Osms.Ledger.Texts;
using Osms.Ledger.Values;

namespace Osms.Ledger.Coverage;

/// <summary>Twelve months paid one by one before the first of them began.</summary>
internal static class PrepaidYearReason
{
    internal static Reason Of(PersonSeen person)
    {
        var length = person.Rules.ProspectiveMonths.On(person.Day);
        for (var back = length.Value; back > 0; back--)
        {
            if (Ahead(person, person.Month - back, length.Value) is { } year)
            {
                return Of(person, true, WhyTexts.PrepaidYear(MonthView.MonthsOf(year), year[0].Month.FirstDay), year);
            }
        }

        if (Ahead(person, person.Month, length.Value) is not { } next)
        {
            return Of(person, false, WhyTexts.NoPrepaidYear(length.Value), []);
        }

        var now = person.Months.Of(person.Month);
        return now.State == MonthState.Paid
            ? Of(person, true, WhyTexts.PrepaidYearAndNow(MonthView.MonthsOf(next), now.Month), [now, .. next])
            : Of(person, false, WhyTexts.PrepaidYearAhead(MonthView.MonthsOf(next), next[0].Month.FirstDay), next);
    }

    // The months after a month, when all were settled by the end of it.
    private static MonthView[]? Ahead(PersonSeen person, Month before, int length)
    {
        if (before + length > Month.Of(DateOnly.MaxValue))
        {
            // The calendar ends, and with it the months that can be paid.
            return null;
        }

        // From the last one back: for most people it is not paid.
        var first = (before + 1).FirstDay;
        for (var n = length; n > 0; n--)
        {
            var view = person.Months.Of(before + n);
            if (view.State != MonthState.Paid || view.SettledOn >= first)
            {
                return null;
            }
        }

        return person.Months.Ending(before + length, length);
    }

    private static Reason Of(PersonSeen person, bool holds, Sentence text, MonthView[] months)
    {
        var length = person.Rules.ProspectiveMonths.On(person.Day);
        return person.Reason(Basis.PrepaidYear, holds, text) with
        {
            Months = MonthView.MonthsOf(months),
            Facts = [.. months.SelectMany(m => m.Facts).Distinct().Order()],
            Parameters = [ParameterUsed.Of("prospectiveMonths", length)],
            Cite = length.Cite,
            Trust = length.Trust,
        };
    }
}
