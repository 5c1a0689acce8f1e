using Osms.Ledger.Api.Commands;
using Osms.Ledger.Api.Hosting;

namespace Osms.Ledger.Api.Bench;

/// <summary>One run of the bench, from its scratch databases to its report.</summary>
/// <param name="Plan">How much.</param>
/// <param name="Only">Names of the rows to measure; empty for all.</param>
/// <param name="Server">A connection string whose role may create databases; null for a server of its own.</param>
/// <param name="Json">One object a line.</param>
internal sealed record BenchRun(BenchPlan Plan, IReadOnlyCollection<string> Only, string? Server, bool Json)
{
    /// <summary>In the order in which they are measured.</summary>
    internal static IReadOnlyList<IBenchRow> Rows { get; } =
    [
        // Those that record something come last: before them the histories are all that there is.
        new BackfillBench(), new RebuildBench(), new CoverageNowBench(), new CoverageKnownAtBench(),
        new CoverageExplainedBench(), new CoverageHttpBench(), new BatchBench(), new ReconciliationBench(),
        new StatisticsBench(), new CommandBench(), new BesideBench(), new MonthlyBench(), new GrowthBench(),
    ];

    /// <param name="replace">Puts other services in the place of some, to see it noticed; null for none.</param>
    /// <param name="cancellation">Stops; the scratch databases go all the same.</param>
    internal async Task<int> RunAsync(Action<IServiceCollection>? replace, CancellationToken cancellation)
    {
        var rows = Rows.Where(IsWanted).ToList();
        var machine = new List<string>();
        var measured = new List<Measurement>();
        var why = default(string);
        await BenchScreen.RunAsync(rows.Count, async (now, step) =>
        {
            try
            {
                await MeasureAsync(rows, machine, measured, replace, now, step, cancellation);
            }
            catch (BenchFailedException e)
            {
                why = $"{measured.Count} figures hold, then the bench failed. {e.Message}";
            }
            catch (OperationCanceledException)
            {
                why = "Stopped. The scratch databases are gone.";
            }
        });
        Show(machine, measured);
        if (why is null)
        {
            return CommandLine.Done;
        }

        await Console.Error.WriteLineAsync(ConsoleLog.Mask(why));
        return CommandLine.Refused;
    }

    private async Task MeasureAsync(
        IReadOnlyList<IBenchRow> rows, List<string> machine, List<Measurement> measured,
        Action<IServiceCollection>? replace, Action<string> now, Action<string> step, CancellationToken cancellation)
    {
        now("bench");
        step("starting");
        await using var server = await ScratchServer.StartAsync(Server, cancellation);
        await using var ground = BenchGround.Make(server, Plan, replace, step, cancellation);
        await using (var empty = await ground.EmptyLedgerAsync(cancellation))
        {
            machine.AddRange(await BenchMachine.DescribeAsync(empty, cancellation));
        }

        foreach (var row in rows)
        {
            now(row.Name);
            try
            {
                measured.AddRange(await row.RunAsync(ground, cancellation));
            }
            catch (BenchFailedException e)
            {
                throw new BenchFailedException($"{row.Name}: {e.Message}");
            }
        }
    }

    private bool IsWanted(IBenchRow row) =>
        Only.Count == 0 ? row is not GrowthBench || Plan.Full : Only.Contains(row.Name);

    private void Show(IReadOnlyList<string> machine, IReadOnlyList<Measurement> measured)
    {
        foreach (var line in machine)
        {
            (Json ? Console.Error : Console.Out).WriteLine(line);
        }

        if (Json)
        {
            BenchReport.WriteLines(measured, Console.Out);
        }
        else if (measured.Count > 0)
        {
            BenchReport.Show(measured);
        }
    }
}
