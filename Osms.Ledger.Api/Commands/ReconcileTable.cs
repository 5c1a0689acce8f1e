using System.Globalization;
using Osms.Ledger.Api.Http;
using Spectre.Console;

namespace Osms.Ledger.Api.Commands;

/// <summary>A reconciliation as a table.</summary>
internal static class ReconcileTable
{
    private const int FirstNumber = 2;

    internal static void Show(ReconciliationBody answer)
    {
        var table = new Table().Border(TableBorder.Ascii).AddColumns(
            "budget", "region", "persons", "rate", "base", "expected", "received", "difference", "status", "trust");
        foreach (var column in table.Columns.Skip(FirstNumber).Take(6))
        {
            column.RightAligned();
        }

        foreach (var line in answer.Budgets)
        {
            table.AddRow(
                line.Payer, line.Region ?? string.Empty, Figures.Of(line.Persons), Percent(line.Rate),
                Figures.Of(line.Base), Figures.Of(line.Expected), Figures.Of(line.Received),
                Figures.Of(line.Difference),
                line.Status == "settled" ? line.Status : $"[red]{line.Status}[/]", line.Trust);
            foreach (var category in line.Categories ?? [])
            {
                table.AddRow(
                    $"  {category.Category}", string.Empty, Figures.Of(category.Persons), string.Empty, string.Empty,
                    Figures.Of(category.Expected));
            }
        }

        var totals = answer.Totals;
        table.AddEmptyRow();
        table.AddRow(
            "all", string.Empty, Figures.Of(totals.Persons), string.Empty, string.Empty, Figures.Of(totals.Expected),
            Figures.Of(totals.Received), Figures.Of(totals.Difference), string.Empty,
            totals.Trust ?? string.Empty);
        var terminal = Terminal.Create();
        terminal.WriteLine($"{answer.Month}, as known at position {answer.Position}");
        terminal.Write(table);
        terminal.WriteLine(
            $"no budget owes for {Figures.Of(Others(answer))}: contributors {Figures.Of(answer.Others.Contributors)}, "
            + $"exempt {Figures.Of(answer.Others.Exempt)}, none {Figures.Of(answer.Others.None)}");
        foreach (var finding in answer.Findings)
        {
            terminal.WriteLine($"{finding.Code}: {Figures.Of(finding.Persons)} persons. {finding.Detail}");
        }
    }

    private static long Others(ReconciliationBody answer) =>
        answer.Others.Contributors + answer.Others.Exempt + answer.Others.None;

    private static string Percent(decimal rate) =>
        string.Create(CultureInfo.InvariantCulture, $"{rate * 100:0.##} %");
}
