using System.Collections.Concurrent;
using Osms.Ledger.Api.Bench;

namespace Osms.Ledger.Tests.Bench;

/// <summary>Every row measures what it says, beside its limit.</summary>
public sealed class BenchTests
{
    public static TheoryData<string, bool> Rows => new()
    {
        { "backfill", false },
        { "rebuild", false },
        { "coverage-now", true },
        { "coverage-known-at", true },
        { "coverage-explained", true },
        { "coverage-http", true },
        { "batch", false },
        { "reconciliation", false },
        { "statistics", false },
        { "command", true },
        { "monthly", false },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task A_row_has_its_figure_its_limit_and_how_long_callers_wait(string name, bool hasCallers)
    {
        var steps = new ConcurrentQueue<string>();

        var measured = await ScratchBench.RunAsync(name, steps: steps);

        var row = measured.Single(one => one.Name == name);
        row.Ratio.ShouldBe(row.Value / row.Limit.ShouldNotBeNull());
        row.Rows.ShouldNotBeNull().ShouldBeGreaterThan(100);
        row.Aim.ShouldNotBeNull().ShouldBeInRange(0.3, 0.8);
        (row.P50Ms is not null).ShouldBe(hasCallers);
        (row.P99Ms >= row.P50Ms).ShouldBe(hasCallers);
        measured.ShouldContain(one => one.Name == $"{name}-allocated" && one.Value > 0);
        steps.ShouldContain(step => step.StartsWith("round 1 of "));
    }

    [Fact]
    public async Task Growth_compares_every_number_of_people_with_the_fewest()
    {
        var measured = await ScratchBench.RunAsync("growth");

        measured.Select(one => one.Name).ShouldBe(
        [
            "growth-backfill-100", "growth-monthly-100", "growth-coverage-now-100", "growth-coverage-known-at-100",
            "growth-memory-100", "growth-backfill-150", "growth-monthly-150", "growth-coverage-now-150",
            "growth-coverage-known-at-150", "growth-memory-150", "growth-backfill", "growth-monthly",
            "growth-coverage-now", "growth-coverage-known-at",
        ]);
        var byName = measured.ToDictionary(one => one.Name, one => one.Value);
        byName["growth-monthly"].ShouldBe(
            byName["growth-monthly-100"] / Math.Min(byName["growth-monthly-100"], byName["growth-monthly-150"]));
    }

    [Fact]
    public async Task Work_and_limit_take_turns_and_the_figures_are_medians_of_the_rounds_that_count()
    {
        var turns = new List<string>();

        var both = await Interleaved.RunAsync(
            new Rounds(WarmUp: 1, Counted: 3), Side("work", [9, 10, 40, 20]), Side("limit", [9, 80, 20, 50]), _ => { });

        turns.ShouldBe(["work 0", "limit 0", "work 1", "limit 1", "work 2", "limit 2", "work 3", "limit 3"]);
        var row = both.ToMeasurement("name", "rows/s", aim: 0.5);
        (row.Value, row.Limit, row.Ratio, row.Rows, row.P50Ms).ShouldBe((20, 50, 0.4, 70, null));

        Func<int, Task<Round>> Side(string name, long[] rows) => round =>
        {
            turns.Add($"{name} {round}");
            return Task.FromResult(new Round(rows[round], TimeSpan.FromSeconds(1), Allocated: 0, Waits: []));
        };
    }

    [Fact]
    public async Task Callers_together_make_every_call_once()
    {
        var called = new ConcurrentBag<int>();

        var round = await Callers.RunAsync(3, 50, async (_, number) =>
        {
            await Task.Yield();
            called.Add(number);
        });

        called.Order().ShouldBe(Enumerable.Range(0, 50));
        round.Rows.ShouldBe(50);
        round.Waits.Count.ShouldBe(50);
        round.Waits.ShouldAllBe(wait => wait > 0);
    }
}
