using Osms.Ledger.Coverage;
using Osms.Ledger.Queries;
using Osms.Ledger.Regulation;
using Osms.Ledger.Tests.Naive;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Simulation;

/// <summary>
/// Holds a whole timeline against single days of the naive reading: both ends of every run and its middle.
/// </summary>
internal static class TimelineDifference
{
    internal static string? Of(NaiveDetermination naive, TimelineAnswer answer)
    {
        for (var i = 0; i < answer.Runs.Count; i++)
        {
            var run = answer.Runs[i];
            var from = run.From ?? RuleBook.Beginning.AddDays(-400);
            var through = run.Through ?? Later(from, naive.LastDay);
            if (i > 0 && answer.Runs[i - 1].Through?.AddDays(1) != run.From)
            {
                return $"there are days between {answer.Runs[i - 1]} and {run}";
            }

            if (i > 0 && Same(answer.Runs[i - 1], run))
            {
                return $"{answer.Runs[i - 1]} and {run} are one";
            }

            DateOnly[] days = [from, from.AddDays((through.DayNumber - from.DayNumber) / 2), through];
            foreach (var day in days)
            {
                var expected = naive.On(day);
                var basis = expected.Bases is [var first, ..] ? first : expected.Reason;
                if (run.Shown != new DayShown(expected.Bases.Count > 0, basis!, expected.Payer))
                {
                    return $"on {day:yyyy-MM-dd} the ledger says {run}\n  and the list {expected}";
                }
            }
        }

        return answer.Runs[0].From is null && answer.Runs[^1].Through is null ? null : "days at an end are missing";
    }

    private static bool Same(TimelineRun one, TimelineRun other) => one.Shown == other.Shown;

    private static DateOnly Later(DateOnly one, DateOnly other) => one > other ? one : other;
}
