using Osms.Ledger.Coverage;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Scenarios;

/// <summary>The rows of one day are all hints, in order; <c>none</c> stands for none.</summary>
internal static class HintTable
{
    internal static readonly string[] Columns = ["months", "payment", "missing", "free"];

    internal static void Play(ScenarioRun run, Table table)
    {
        foreach (var rows in table.Rows.GroupBy(r => (r["asked"], r[TableKind.KnownAfter])).Select(g => g.ToList()))
        {
            var day = run.At(rows[0].Line, () => Days.Parse(rows[0]["asked"]));
            var events = run.EventsKnown(rows[0]);
            var hints = Explanation.InFull(run.Iin, events, run.Known(rows[0]), ScenarioRun.Rules, day).Hints;
            string[] expected = rows is [var only] && only["hint"] == "none" ? [] : [.. rows.Select(r => r["hint"])];
            string[] actual = [.. hints.Select(h => Code<HintCode>.Of(h.Code))];
            if (!actual.SequenceEqual(expected))
            {
                var was = string.Join(", ", hints.Select(Text));
                run.Differs(rows[0].Line, $"expected {string.Join(", ", expected)}, was {was}");
                continue;
            }

            for (var i = 0; i < expected.Length; i++)
            {
                foreach (var (column, cell) in Columns.Zip(Cells(hints[i])))
                {
                    run.Check(rows[i], column, cell);
                }
            }
        }
    }

    private static string[] Cells(Hint hint) =>
    [
        TableKind.Runs(hint.Months), hint.Payment?.ToString() ?? "-", hint.Missing?.ToString() ?? "-",
        hint.Free?.ToString() ?? "-",
    ];

    private static string Text(Hint hint) => $"{Code<HintCode>.Of(hint.Code)} {string.Join(" ", Cells(hint))}";
}
