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
                line.Payer, line.Region ?? string.Empty, Number(line.Persons), Percent(line.Rate), Number(line.Base),
                Number(line.Expected.Amount), Number(line.Received.Amount), Number(line.Difference.Amount),
                line.Status == "settled" ? line.Status : $"[red]{line.Status}[/]", line.Trust);
            foreach (var category in line.Categories ?? [])
            {
                table.AddRow(
                    $"  {category.Category}", string.Empty, Number(category.Persons), string.Empty, string.Empty,
                    Number(category.Expected.Amount));
            }
        }

        var totals = answer.Totals;
        table.AddEmptyRow();
        table.AddRow(
            "all", string.Empty, Number(totals.Persons), string.Empty, string.Empty, Number(totals.Expected.Amount),
            Number(totals.Received.Amount), Number(totals.Difference.Amount), string.Empty,
            totals.Trust ?? string.Empty);
        var terminal = Terminal.Create();
        terminal.WriteLine($"{answer.Month}, as known at position {answer.Position}");
        terminal.Write(table);
        terminal.WriteLine(
            $"no budget owes for {Number(Others(answer))}: contributors {Number(answer.Others.Contributors)}, "
            + $"exempt {Number(answer.Others.Exempt)}, none {Number(answer.Others.None)}");
        foreach (var finding in answer.Findings)
        {
            terminal.WriteLine($"{finding.Code}: {Number(finding.Persons)} persons. {finding.Detail}");
        }
    }

    private static long Others(ReconciliationBody answer) =>
        answer.Others.Contributors + answer.Others.Exempt + answer.Others.None;

    private static string Percent(decimal rate) =>
        string.Create(CultureInfo.InvariantCulture, $"{rate * 100:0.##} %");

    private static string Number(decimal number) => number.ToString("#,0.##", CultureInfo.InvariantCulture);
}
