using System.Diagnostics;
using Osms.Ledger.Store;

namespace Osms.Ledger.Tests.Simulation;

/// <summary>What came of a plan.</summary>
/// <param name="Steps">That went well.</param>
/// <param name="Tally">How often what happened.</param>
/// <param name="Failure">What went wrong in the step after them; null when nothing did.</param>
internal sealed record Simulated(int Steps, IReadOnlyDictionary<string, int> Tally, Exception? Failure)
{
    private static readonly TimeSpan ForShrinking = TimeSpan.FromMinutes(2);

    internal static async Task<Simulated> RunAsync(Plan plan, Func<IEventStore, IEventStore>? change = null)
    {
        await using var world = await World.CreateAsync(plan, change);
        for (var step = 0; step < plan.Steps.Count; step++)
        {
            try
            {
                await world.RunAsync(plan.Steps[step]);
            }
#pragma warning disable CA1031 // Whatever is thrown is what the simulation is looking for.
            catch (Exception e)
#pragma warning restore CA1031
            {
                return new Simulated(step, world.Tally, e);
            }
        }

        try
        {
            await world.EndAsync();
            return new Simulated(plan.Steps.Count, world.Tally, null);
        }
#pragma warning disable CA1031
        catch (Exception e)
#pragma warning restore CA1031
        {
            return new Simulated(plan.Steps.Count, world.Tally, e);
        }
    }

    /// <summary>Says how to see the failure again, and the fewest steps that were found to fail.</summary>
    internal static async Task<string> ReportAsync(
        Plan plan, Simulated failed, Func<IEventStore, IEventStore>? change = null)
    {
        var smallest = plan with { Steps = [.. plan.Steps.Take(failed.Steps + 1)] };
        var (tries, failure) = (0, failed.Failure!);
        var clock = Stopwatch.StartNew();
        for (var size = smallest.Steps.Count / 2; size > 0; size /= 2)
        {
            for (var from = smallest.Steps.Count - size; from >= 0 && clock.Elapsed < ForShrinking; from -= size)
            {
                var fewer = smallest with
                {
                    Steps = [.. smallest.Steps.Take(from), .. smallest.Steps.Skip(from + size)],
                };
                tries++;
                if (await RunAsync(fewer, change) is { Failure: { } again } run)
                {
                    smallest = fewer with { Steps = [.. fewer.Steps.Take(run.Steps + 1)] };
                    failure = again;
                    from = Math.Min(from, smallest.Steps.Count);
                }
            }
        }

        return $"""
            Seed {plan.Seed}, step {failed.Steps + 1} of {plan.Steps.Count}. Again: OSMS_SIMULATE_SEED={plan.Seed}
            {(failed.Failure is DifferenceException difference ? difference.Message : failed.Failure)}

            Of {failed.Steps + 1} steps these are left after {tries} tries to do with fewer:
            {smallest.Text()}

            They end in:
            {failure}

            All steps:
            {(plan with { Steps = [.. plan.Steps.Take(failed.Steps + 1)] }).Text()}
            """;
    }
}
