namespace Osms.Ledger.Api.Bench;

/// <summary>How much is measured.</summary>
/// <param name="People">Of the country.</param>
/// <param name="Long">Rounds of files and rebuilds, and of their limits, in turns.</param>
/// <param name="Short">Rounds of calls: many, because what else the machine does comes and goes.</param>
/// <param name="Commands">In a round.</param>
/// <param name="Questions">In a round.</param>
/// <param name="Growth">Numbers of people between which cost must not grow, ascending.</param>
/// <param name="Full">Growth is measured without being asked for.</param>
internal sealed record BenchPlan(
    int People, Rounds Long, Rounds Short, int Commands, int Questions, IReadOnlyList<int> Growth, bool Full = false)
{
    /// <summary>Unless something else is asked for.</summary>
    internal static readonly BenchPlan Usual = new(
        People: 20_000, Long: new(1, 5), Short: new(3, 15), Commands: 1_000, Questions: 8_000,
        Growth: [20_000, 200_000, 1_000_000]);

    /// <param name="quick">Less of everything.</param>
    /// <param name="full">More of it.</param>
    /// <param name="people">The first is the number of people, all are those of growth; empty for the usual.</param>
    internal static BenchPlan Of(bool quick, bool full, IReadOnlyCollection<int> people)
    {
        var plan = (quick, full) switch
        {
            (true, _) => Usual with
            {
                People = 4_000,
                Long = new(1, 3),
                Short = new(3, 6),
                Commands = 500,
                Questions = 4_000,
            },
            (_, true) => Usual with { Long = new(1, 7), Short = new(3, 25), Full = true },
            _ => Usual,
        };
        return people.Count == 0
            ? plan
            : plan with { People = people.First(), Growth = [.. people.Distinct().Order()] };
    }
}
