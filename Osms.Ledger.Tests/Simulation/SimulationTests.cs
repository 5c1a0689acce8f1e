using System.Diagnostics;
using System.Globalization;
using Xunit.Abstractions;

namespace Osms.Ledger.Tests.Simulation;

/// <summary>
/// Several services on one database, with writers, questions, stalls, cuts and restarts made up from a seed, compared
/// after every step with a list in memory (<see cref="NaiveLedger"/>). A failing seed is printed with its steps;
/// <c>OSMS_SIMULATE_SEED=n</c> plays it again, and <c>OSMS_SIMULATE_SECONDS=3600</c> goes on from there for an hour.
/// The steps are the seed's alone; how writers of one step overlap is not, so a rare failure may need a few tries.
/// </summary>
public sealed class SimulationTests(ITestOutputHelper output)
{
    internal const int FirstInCi = 3;
    private const int Steps = 40;
    private const int SeedsInCi = 8;

    // What must have happened somewhere: a simulation in which nothing goes wrong shows little.
    private static readonly string[] Expected =
    [
        "Recorded", "Repeated", "Refused", "answered", "NotSettled", "PositionAhead", "InstantAhead",
        "answer lost, not written", "answer lost, written",
    ];

    [Fact]
    public async Task Whatever_happens_the_ledger_is_what_the_list_says()
    {
        var first = Number("OSMS_SIMULATE_SEED");
        var seconds = Number("OSMS_SIMULATE_SECONDS");
        Dictionary<string, int> tally = [];
        var clock = Stopwatch.StartNew();
        for (var (seed, done) = (first ?? FirstInCi, 0); IsGoingOn(done, clock); seed++, done++)
        {
            var plan = Plan.Of(seed, Steps);
            var run = await Simulated.RunAsync(plan);
            if (run.Failure is not null)
            {
                Assert.Fail(await Simulated.ReportAsync(plan, run));
            }

            foreach (var (what, times) in run.Tally)
            {
                tally[what] = tally.GetValueOrDefault(what) + times;
            }

            Tell($"seed {seed}, {clock.Elapsed.TotalSeconds:0} s: {Text(tally)}");
        }

        if (first is null)
        {
            Expected.Except(tally.Keys).ShouldBeEmpty(Text(tally));
        }

        bool IsGoingOn(int done, Stopwatch clock) => seconds is { } most
            ? clock.Elapsed.TotalSeconds < most
            : done < (first is null ? SeedsInCi : 1);
    }

    [Fact]
    public void The_same_seed_is_the_same_plan()
    {
        foreach (var seed in Enumerable.Range(1, 5))
        {
            Plan.Of(seed, Steps).Text().ShouldBe(Plan.Of(seed, Steps).Text());
        }

        Plan.Of(1, Steps).Text().ShouldNotBe(Plan.Of(2, Steps).Text());
    }

    private static int? Number(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text
        ? int.Parse(text, CultureInfo.InvariantCulture)
        : null;

    private static string Text(Dictionary<string, int> tally) =>
        string.Join(", ", tally.OrderBy(t => t.Key).Select(t => $"{t.Value} {t.Key}"));

    private void Tell(string line)
    {
        output.WriteLine(line);
        if (Environment.GetEnvironmentVariable("OSMS_SIMULATE_LOG") is { Length: > 0 } log)
        {
            File.AppendAllText(log, line + "\n");
        }
    }
}
