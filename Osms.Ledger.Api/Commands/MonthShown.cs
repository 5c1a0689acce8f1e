using Osms.Ledger.Queries;
using Osms.Ledger.Regulation;
using Osms.Ledger.Values;
using Spectre.Console;

namespace Osms.Ledger.Api.Commands;

/// <summary>The statement of a month as a table.</summary>
internal static class MonthShown
{
    internal static void Show(MonthStatement statement)
    {
        var table = new Table().Border(TableBorder.Ascii)
            .AddColumns("booked for", "payer", "region", "persons", "expected", "received");
        foreach (var column in table.Columns.Skip(3))
        {
            column.RightAligned();
        }

        foreach (var line in statement.Figures.Own)
        {
            Row(statement.Month, line.Payer, line.Region, line.Persons, line.Expected, line.Received);
        }

        foreach (var line in statement.Figures.Adjustments)
        {
            Row(line.Month, line.Payer, line.Region, line.Persons, line.Expected, line.Received);
        }

        var terminal = Terminal.Create();
        terminal.Write(table);
        terminal.WriteLine(
            $"{statement.Month} is {Code<BookingState>.Of(statement.State)}; all that is booked in it up to position "
            + $"{statement.Figures.Position}.");
        if (statement.Recomputed is { } recomputed)
        {
            terminal.WriteLine(recomputed switch
            {
                Recomputation.Same => "Added up again: the same.",
                Recomputation.Different => "Added up again: not what was frozen. Run verify.",
                _ => "It was frozen by a program with other rule data; that one can add it up again.",
            });
        }

        void Row(Month month, Payer payer, string? region, long persons, Tenge expected, Tenge received) =>
            table.AddRow(
                $"{month}", Code<Payer>.Of(payer), region ?? string.Empty, Figures.Of(persons), Figures.Of(expected),
                Figures.Of(received));
    }
}
