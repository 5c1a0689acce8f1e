namespace Osms.Ledger.Tests.Simulation;

/// <summary>A simulation that finds nothing is worth as much as what it finds in a store that is broken.</summary>
public sealed class SimulationControlTests
{
    [Theory]
    [InlineData(Fault.Forgets, "acknowledged and missing")]
    [InlineData(Fault.Doubles, "acknowledged as")]
    [InlineData(Fault.DeniesAnAppend, "no moment")]
    [InlineData(Fault.LeavesRowsBehind, "coverage")]
    [InlineData(Fault.SeesTheFuture, "the list")]
    [InlineData(Fault.Lags, "")]
    public async Task A_store_that_is_broken_is_found_within_forty_steps(Fault fault, string said)
    {
        var run = await Simulated.RunAsync(Plan.Of(seed: 3, steps: 40), store => BrokenStore.InFrontOf(store, fault));

        run.Failure.ShouldBeOfType<DifferenceException>($"step {run.Steps}: {run.Failure}");
        run.Failure!.Message.ShouldContain(said);
    }
}
