using Osms.Ledger.Insured;
using Osms.Ledger.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Coverage;

/// <summary>
/// Days covered by a local budget because care was sought at level D or E and the level has not left D or E since
/// (закон 405-V, ст. 26-1, in force from 2026).
/// </summary>
/// <param name="Days">From the day of care on.</param>
/// <param name="Care">The care that began it.</param>
/// <param name="Levels">Versions of the level records without a break.</param>
internal sealed record WelfareCover(DateSpan Days, DayFact<string> Care, IReadOnlyList<int> Levels)
{
    internal static List<WelfareCover> Of(InsuredState state, RuleBook rules)
    {
        var covers = new List<WelfareCover>();
        if (state.Care.Count == 0 || state.WelfareLevels.Count == 0)
        {
            return covers;
        }

        var earliest = rules.FirstDayOf(Basis.Welfare);
        var levels = new SinceList<WelfareLevel>(state.WelfareLevels).Records;
        for (var i = 0; i < levels.Length; i++)
        {
            if (levels[i].Value < WelfareLevel.D)
            {
                continue;
            }

            var from = levels[i].From;
            var versions = new List<int> { levels[i].Version };
            while (i + 1 < levels.Length && levels[i + 1].Value >= WelfareLevel.D)
            {
                versions.Add(levels[++i].Version);
            }

            var until = i + 1 < levels.Length ? levels[i + 1].From : DateSpan.NoEnd;
            if (FirstCare(state.Care, from > earliest ? from : earliest, until) is { } care)
            {
                covers.Add(new WelfareCover(new DateSpan(care.On, until), care, versions));
            }
        }

        return covers;
    }

    private static DayFact<string>? FirstCare(IReadOnlyList<DayFact<string>> visits, DateOnly from, DateOnly until)
    {
        DayFact<string>? first = null;
        foreach (var visit in visits)
        {
            if (visit.On >= from && visit.On < until && !(first?.On <= visit.On))
            {
                first = visit;
            }
        }

        return first;
    }
}
