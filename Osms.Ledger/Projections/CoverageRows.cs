using Osms.Ledger.Coverage;
using Osms.Ledger.Regulation;

namespace Osms.Ledger.Projections;

/// <summary>
/// A timeline as the runs of one row of <c>ledger.coverage</c>: the first day (since 2000-01-01, as PostgreSQL counts)
/// in the upper half of a bigint, what holds in the lower. The run before 2020 is the same for all and not stored.
/// </summary>
internal static class CoverageRows
{
    private static readonly int DayZero = new DateOnly(2000, 1, 1).DayNumber;

    internal static long[] Pack(Timeline timeline, RuleBook rules)
    {
        var runs = timeline.Runs;
        var packed = new long[runs.Count - 1];
        for (var i = 1; i < runs.Count; i++)
        {
            var day = NumberOf(runs[i].From!.Value);
            packed[i - 1] = ((long)day << 32) | (uint)StandingCode.Pack(runs[i].Standing, rules);
        }

        return packed;
    }

    /// <summary>Days since 2000-01-01.</summary>
    internal static int NumberOf(DateOnly day) => day.DayNumber - DayZero;

    internal static DateOnly FirstDay(long run) => DateOnly.FromDayNumber((int)(run >> 32) + DayZero);

    internal static int Code(long run) => (int)(run & 0xFFFFFFFF);
}
