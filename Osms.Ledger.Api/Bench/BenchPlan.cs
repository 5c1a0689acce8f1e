namespace Osms.Ledger.Api.Bench;

/// <summary>How much is measured.</summary>
/// <param name="People">Of the country.</param>
/// <param name="Rounds">Of the work and of its limit, in turns.</param>
/// <param name="Commands">In a round.</param>
/// <param name="Questions">In a round.</param>
internal sealed record BenchPlan(int People, int Rounds, int Commands, int Questions)
{
    internal static readonly BenchPlan Quick = new(People: 5_000, Rounds: 3, Commands: 2_000, Questions: 10_000);

    internal static readonly BenchPlan Usual = new(People: 20_000, Rounds: 5, Commands: 5_000, Questions: 40_000);
}
