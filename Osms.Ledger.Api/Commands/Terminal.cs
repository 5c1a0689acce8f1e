using Osms.Ledger.Values;
using Spectre.Console;

namespace Osms.Ledger.Api.Commands;

/// <summary>Tables on a terminal, and the same as plain text elsewhere.</summary>
internal static class Terminal
{
    private const int WidthOfAFile = 160;

    internal static IAnsiConsole Create()
    {
        if (!Console.IsOutputRedirected)
        {
            return AnsiConsole.Create(new AnsiConsoleSettings());
        }

        var plain = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No });
        plain.Profile.Width = WidthOfAFile;
        return plain;
    }

    /// <summary>Bars with the time left, on standard error; null where that is no terminal.</summary>
    internal static Progress? Bars() => Console.IsErrorRedirected
        ? null
        : AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) }).Progress().Columns(
            new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(),
            new RemainingTimeColumn());

    /// <param name="day">A day.</param>
    /// <param name="none">What stands in its place when there is none.</param>
    internal static string Day(DateOnly? day, string none) => day is { } one ? $"{one:yyyy-MM-dd}" : none;

    /// <summary>Months in a row as first…last.</summary>
    internal static string Months(IReadOnlyList<Month> months) =>
        Runs([.. months.Select(m => (long)m.Index)], index => new Month((int)index).ToString());

    /// <summary>Numbers in a row as first…last.</summary>
    internal static string Ranges(IReadOnlyList<long> numbers) => Runs(numbers, n => $"{n}");

    private static string Runs(IReadOnlyList<long> ascending, Func<long, string> text)
    {
        var runs = new List<string>();
        for (var i = 0; i < ascending.Count;)
        {
            var end = i;
            while (end + 1 < ascending.Count && ascending[end + 1] == ascending[end] + 1)
            {
                end++;
            }

            runs.Add(end == i ? text(ascending[i]) : $"{text(ascending[i])}…{text(ascending[end])}");
            i = end + 1;
        }

        return string.Join(", ", runs);
    }
}
