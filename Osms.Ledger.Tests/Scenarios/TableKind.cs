using Osms.Ledger.Coverage;
using Osms.Ledger.Insured;
using Osms.Ledger.Reconciliation;
using Osms.Ledger.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Scenarios;

/// <summary>What a table says, known by its columns. A column that its kind does not know is an error.</summary>
internal sealed class TableKind
{
    internal const string KnownAfter = "as known after #";

    private static readonly TableKind[] All =
    [
        new("fact", ["#", "fact"], ["recorded on"], checks: false, Facts),
        new("command", ["#", "command", "outcome"], ["fields", "recorded on"], checks: true, Decisions),
        new("way", ["asked", "way"], [KnownAfter, "months", "amounts", "total", "from", "through"], true, Ways),
        new("hint", ["asked", "hint"], [KnownAfter, .. HintTable.Columns], checks: true, HintTable.Play),
        new("asked", ["asked"], [KnownAfter, .. Answered], checks: true, Answers),
        new("month", ["month", "payer"], [KnownAfter, "category", "region"], checks: true, Months),
    ];

    private readonly string _mark;
    private readonly string[] _required;
    private readonly string[] _optional;

    private TableKind(
        string mark, string[] required, string[] optional, bool checks, Action<ScenarioRun, Table> play)
    {
        _mark = mark;
        _required = required;
        _optional = optional;
        Checks = checks;
        Play = play;
    }

    /// <summary>Whether the table holds expectations.</summary>
    internal bool Checks { get; }

    internal Action<ScenarioRun, Table> Play { get; }

    private static string[] Answered =>
        ["insured", "basis", "bases", "payer", "category", "region", "since", "through"];

    internal static TableKind Of(Scenario scenario, Table table)
    {
        var kind = Array.Find(All, k => table.Columns.Contains(k._mark))
            ?? throw new ScenarioException(scenario.File, table.Line, "a table of no known kind");
        var unknown = table.Columns.FirstOrDefault(c => !kind._required.Contains(c) && !kind._optional.Contains(c));
        var missing = kind._required.FirstOrDefault(c => !table.Columns.Contains(c));
        return (unknown, missing) switch
        {
            (not null, _) => throw new ScenarioException(scenario.File, table.Line, $"unknown column '{unknown}'"),
            (_, not null) => throw new ScenarioException(scenario.File, table.Line, $"column '{missing}' is missing"),
            _ => kind,
        };
    }

    private static void Facts(ScenarioRun run, Table table)
    {
        foreach (var row in table.Rows)
        {
            var before = run.EventCount;
            foreach (var decision in run.Decide(row, row["fact"]).Where(d => d is not Decision.Accepted))
            {
                run.Differs(row.Line, $"{row["fact"]}: {Outcome.Of(decision)}");
            }

            Require(run, row, run.Check(row, "#", run.Added(before)), "#");
        }
    }

    private static void Decisions(ScenarioRun run, Table table)
    {
        foreach (var row in table.Rows)
        {
            var before = run.EventCount;
            var decisions = run.Decide(row, row["command"]);
            Require(run, row, decisions.Count == 1, "one command");
            Require(run, row, run.Check(row, "#", run.Added(before)), "#");
            Require(run, row, run.Check(row, "outcome", Outcome.Of(decisions[0], row["outcome"])), "outcome");
            run.Check(row, "fields", Outcome.Fields(decisions[0]));
        }
    }

    private static void Answers(ScenarioRun run, Table table)
    {
        foreach (var row in table.Rows)
        {
            var day = run.At(row.Line, () => Days.Parse(row["asked"]));
            var timeline = run.TimelineAt(row);
            var standing = timeline.On(day);
            var (since, through) = timeline.Unbroken(day);
            string[] actual =
            [
                standing.IsInsured ? "yes" : "no",
                standing.BasisCode,
                standing.Bases == Bases.None ? "-" : string.Join(", ", Holding(standing.Bases)),
                standing.Payer == Payer.None ? "-" : Code<Payer>.Of(standing.Payer),
                standing.Category ?? "-",
                standing.Region ?? "-",
                Days.Text(since),
                Days.Text(through),
            ];
            var checkedCells = Answered.Zip(actual).Count(cell => run.Check(row, cell.First, cell.Second));
            Require(run, row, checkedCells > 0, "an expectation");
        }
    }

    private static void Months(ScenarioRun run, Table table)
    {
        foreach (var row in table.Rows)
        {
            var month = run.At(row.Line, () => Month.Parse(row["month"]));
            var payer = MonthPayer.Of(run.Iin, run.Known(row), ScenarioRun.Rules, month);
            Require(run, row, run.Check(row, "payer", Code<Payer>.Of(payer.Payer)), "payer");
            run.Check(row, "category", payer.Category ?? "-");
            run.Check(row, "region", payer.Region ?? "-");
        }
    }

    // The rows of one day and position are the whole list of ways, in order; 'none' stands for an empty one.
    private static void Ways(ScenarioRun run, Table table)
    {
        foreach (var rows in table.Rows.GroupBy(r => (r["asked"], r[KnownAfter])).Select(g => g.ToList()))
        {
            var day = run.At(rows[0].Line, () => Days.Parse(rows[0]["asked"]));
            var offered = WaysBack.Of(run.Iin, run.Known(rows[0]), ScenarioRun.Rules, day);
            var expected = rows is [var only] && only["way"] == "none" ? 0 : rows.Count;
            if (offered.Count != expected)
            {
                var ways = string.Join(" / ", offered.Select(way => Runs(way.Months)));
                run.Differs(rows[0].Line, $"expected {expected} ways, was {ways}");
                continue;
            }

            for (var i = 0; i < expected; i++)
            {
                Require(run, rows[i], run.Check(rows[i], "way", $"{i + 1}"), "way");
                foreach (var (column, actual) in WayColumns.Zip(Way(offered[i])))
                {
                    run.Check(rows[i], column, actual);
                }
            }
        }
    }

    private static string[] WayColumns => ["months", "amounts", "total", "from", "through"];

    private static string[] Way(WayBack way) =>
    [
        Runs(way.Months),
        string.Join(", ", way.Amounts.GroupBy(a => a).Select(g => $"{g.Count()} × {g.Key}")),
        way.Total.ToString(),
        Days.Text(way.From),
        Days.Text(way.Through),
    ];

    // Months in a row are written first..last.
    internal static string Runs(IReadOnlyList<Month> months) => string.Join(", ", months
        .Select((month, i) => (month, start: month.Index - i))
        .GroupBy(m => m.start)
        .Select(run => run.Count() == 1 ? $"{run.First().month}" : $"{run.First().month}..{run.Last().month}"));

    private static IEnumerable<string> Holding(Bases bases) =>
        Enum.GetValues<Basis>().Where(basis => bases.HasFlag((Bases)(1 << (int)basis))).Select(Code<Basis>.Of);

    private static void Require(ScenarioRun run, TableRow row, bool given, string what)
    {
        if (!given)
        {
            throw run.Unreadable(row.Line, $"the row needs {what}");
        }
    }
}
