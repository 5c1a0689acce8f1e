using Osms.Ledger.Insured;
using Osms.Ledger.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Coverage;

/// <summary>What most people ask about a day: insured or not, by which basis or reason, and who pays.</summary>
public readonly record struct DayShown(bool Insured, string Basis, Payer Payer)
{
    internal static DayShown Of(in Standing standing) => new(standing.IsInsured, standing.BasisCode, standing.Payer);
}

/// <summary>Days in a row whose answer was made another one; both ends inclusive, null when there is no end.</summary>
/// <param name="Was">The answer before the events.</param>
/// <param name="Now">The answer after them.</param>
/// <param name="Version">Of the event that made it what it is now.</param>
public readonly record struct CoverageChange(DateOnly? From, DateOnly? Through, DayShown Was, DayShown Now, int Version)
{
    /// <summary>From insured to not insured, or the other way.</summary>
    public bool IsFlip => Was.Insured != Now.Insured;
}

/// <summary>
/// What events after a version did to a person's timeline, day by day: days that are answered as before are left out,
/// also when some event had changed them and a later one changed them back.
/// </summary>
public static class CoverageChanges
{
    /// <param name="iin">Whose.</param>
    /// <param name="events">All, from the first on.</param>
    /// <param name="before">The version that is compared with; 0: nothing was known.</param>
    /// <param name="rules">The law.</param>
    /// <returns>In order of days.</returns>
    public static IReadOnlyList<CoverageChange> After(
        Iin iin, IReadOnlyList<InsuredEvent> events, int before, RuleBook rules)
    {
        var steps = Steps(iin, events, before, rules);
        if (steps.Count == 1)
        {
            return [];
        }

        var begins = steps.SelectMany(step => step.Timeline.Runs).Select(run => run.From ?? DateOnly.MinValue)
            .Distinct().Order().ToList();
        var changes = new List<CoverageChange>();
        for (var i = 0; i < begins.Count; i++)
        {
            if (On(steps, begins[i]) is not { } change)
            {
                continue;
            }

            change = change with
            {
                From = i == 0 ? null : begins[i],
                Through = i + 1 < begins.Count ? begins[i + 1].AddDays(-1) : null,
            };
            if (changes is [.., var last] && last.Through?.AddDays(1) == change.From
                && last with { From = change.From, Through = change.Through } == change)
            {
                changes[^1] = last with { Through = change.Through };
            }
            else
            {
                changes.Add(change);
            }
        }

        return changes;
    }

    // The timeline before, and after each event.
    private static List<(int Version, Timeline Timeline)> Steps(
        Iin iin, IReadOnlyList<InsuredEvent> events, int before, RuleBook rules)
    {
        var state = InsuredState.Empty.ToBeMovedOn();
        var steps = new List<(int, Timeline)>();
        for (var version = 0; version <= events.Count; version++)
        {
            if (version > 0)
            {
                state.MoveOn(events[version - 1]);
            }

            if (version >= before)
            {
                steps.Add((version, Determination.Of(iin, state, rules)));
            }
        }

        return steps;
    }

    private static CoverageChange? On(List<(int Version, Timeline Timeline)> steps, DateOnly day)
    {
        var now = Shown(steps.Count - 1);
        var was = Shown(0);
        if (now == was)
        {
            return null;
        }

        var last = steps.Count - 1;
        while (Shown(last - 1) == now)
        {
            last--;
        }

        return new CoverageChange(null, null, was, now, steps[last].Version);

        DayShown Shown(int step) => DayShown.Of(steps[step].Timeline.On(day));
    }
}
