using Osms.Ledger.Tests.Ledger;
using Osms.Ledger.Tests.Store;

namespace Osms.Ledger.Tests.Simulation;

/// <summary>A simulation that finds nothing is worth as much as what it finds in a store that is broken.</summary>
public sealed class SimulationControlTests
{
    /// <summary>The same seed with a store that is not broken is the first one of the simulation itself.</summary>
    [Theory]
    [InlineData(Fault.Forgets)]
    [InlineData(Fault.Doubles)]
    [InlineData(Fault.DeniesAnAppend)]
    [InlineData(Fault.LeavesRowsBehind)]
    [InlineData(Fault.SeesTheFuture)]
    [InlineData(Fault.Lags)]
    public async Task A_store_that_is_broken_is_found_within_forty_steps(Fault fault)
    {
        var plan = Plan.Of(SimulationTests.FirstInCi, steps: 40);

        var run = await Simulated.RunAsync(plan, store => BrokenStore.InFrontOf(store, fault));

        run.Failure.ShouldBeOfType<DifferenceException>($"step {run.Steps + 1}: {run.Failure}");
    }

    [Fact]
    public async Task A_writer_that_draws_its_number_without_the_lock_is_found_while_it_stands_still()
    {
        Step.AtOnce Payment(int month) =>
            new([new Writer(0, [new Part([People.Payment(People.Person(1), month)], IsBatch: false)])], [], null);
        var stranger = new StallOf.Stranger(Stall.WithoutTheLock, People.Person(2));
        var plan = Plan.Of(seed: 1, steps: 0) with
        {
            Steps = [Payment(0), new Step.Stalled(stranger, [], [Payment(1)], Commits: true)],
        };

        var run = await Simulated.RunAsync(plan);

        run.Failure.ShouldBeOfType<DifferenceException>().Message.ShouldContain("which is unfinished");
    }
}
