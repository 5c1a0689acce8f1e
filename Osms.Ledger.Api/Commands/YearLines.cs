using Osms.Ledger.Api.Http;
using Osms.Ledger.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Api.Commands;

/// <summary>
/// A timeline drawn a year a line, in Spectre's markup: three signs a month, each for ten days (the last for the rest
/// of the month): the letter of a basis, a dot for not insured, a slash where some of the days are and some are not.
/// </summary>
internal static class YearLines
{
    private const int FirstYear = 2020;
    private const int SignsOfMonth = 3;
    private const int DaysOfSign = 10;
    private const int MonthsOfYear = 12;
    private const char NotInsured = '.';
    private const char Partly = '/';

    private static readonly (Basis Basis, char Sign)[] Signs =
    [
        (Basis.Transition, 'T'), (Basis.Category, 'C'), (Basis.Welfare, 'W'), (Basis.Contributions, 'P'),
        (Basis.PrepaidYear, 'Y'),
    ];

    /// <summary>From 2020 to the year after the last change, or at least to this year.</summary>
    internal static IEnumerable<string> Of(IReadOnlyList<TimelineRunBody> runs, DateOnly today)
    {
        yield return "      " + string.Join(
            ' ', Enumerable.Range(1, MonthsOfYear).Select(month => $"{month,-SignsOfMonth}"));
        var last = Math.Max(today.Year, Math.Min(DateOnly.MaxValue.Year, (runs[^1].From?.Year ?? FirstYear) + 1));
        for (var year = FirstYear; year <= last; year++)
        {
            yield return $"{year}  " + string.Join(
                ' ', Enumerable.Range(1, MonthsOfYear).Select(month => MonthOf(runs, new Month(year, month))));
        }

        yield return "Each sign is ten days: " + string.Join(
            ", ", Signs.Select(one => $"[green]{one.Sign}[/] {Code<Basis>.Of(one.Basis)}"))
            + $", [red]{NotInsured}[/] not insured, [yellow]{Partly}[/] on some of the days.";
    }

    private static string MonthOf(IReadOnlyList<TimelineRunBody> runs, Month month) => string.Concat(
        Enumerable.Range(0, SignsOfMonth).Select(third => Sign(
            runs,
            month.FirstDay.AddDays(third * DaysOfSign),
            third == SignsOfMonth - 1 ? month.LastDay : month.FirstDay.AddDays(((third + 1) * DaysOfSign) - 1))));

    private static string Sign(IReadOnlyList<TimelineRunBody> runs, DateOnly first, DateOnly last)
    {
        var within = runs.Where(run => (run.From is null || run.From <= last)
            && (run.Through is null || run.Through >= first)).ToList();
        if (within.Select(run => run.Insured).Distinct().Count() > 1)
        {
            return $"[yellow]{Partly}[/]";
        }

        return within[0].Insured
            ? $"[green]{Signs.First(one => Code<Basis>.Of(one.Basis) == within[0].Basis).Sign}[/]"
            : $"[red]{NotInsured}[/]";
    }
}
