using System.Text.RegularExpressions;

namespace Osms.Ledger.Tests.Scenarios;

/// <summary>A row of a table: the line it stands on and its cells by column.</summary>
internal sealed record TableRow(int Line, IReadOnlyDictionary<string, string> Cells)
{
    /// <summary>The cell's text; empty when the table has no such column.</summary>
    internal string this[string column] => Cells.GetValueOrDefault(column, "");
}

internal sealed record Table(int Line, IReadOnlyList<string> Columns, IReadOnlyList<TableRow> Rows);

/// <summary>A line <c>Name: text</c> above the tables.</summary>
internal sealed record Setting(int Line, string Name, string Text);

/// <summary>
/// One <c>##</c> section of a Markdown file. Only settings, tables and <c>&gt;</c> remarks may stand in it: any other
/// line is an error, because a line that is skipped checks nothing.
/// </summary>
internal sealed partial record Scenario(
    string File, string Title, int Line, IReadOnlyList<Setting> Settings, IReadOnlyList<Table> Tables)
{
    internal static IReadOnlyList<Scenario> Read(string file, string text)
    {
        var scenarios = new List<Scenario>();
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        var titles = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].StartsWith("## ", StringComparison.Ordinal))
            {
                var end = Array.FindIndex(lines, i + 1, l => l.StartsWith('#'));
                var scenario = Section(file, lines, i, end < 0 ? lines.Length : end);
                if (!titles.Add(scenario.Title))
                {
                    throw new ScenarioException(file, i + 1, $"there is another scenario '{scenario.Title}'");
                }

                scenarios.Add(scenario);
            }
            else if (scenarios.Count > 0 && lines[i].StartsWith('#'))
            {
                throw new ScenarioException(file, i + 1, "after the first scenario only '## ' headings may follow");
            }
        }

        return scenarios.Count > 0 ? scenarios : throw new ScenarioException(file, 1, "there is no scenario in it");
    }

    private static Scenario Section(string file, string[] lines, int start, int end)
    {
        var settings = new List<Setting>();
        var tables = new List<Table>();
        for (var i = start + 1; i < end; i++)
        {
            var line = lines[i].Trim();
            if (line.Length == 0 || line.StartsWith('>'))
            {
                continue;
            }

            if (line.StartsWith('|'))
            {
                var last = i;
                while (last + 1 < end && lines[last + 1].TrimStart().StartsWith('|'))
                {
                    last++;
                }

                tables.Add(ReadTable(file, lines, i, last));
                i = last;
            }
            else if (SettingLine().Match(line) is { Success: true } match)
            {
                settings.Add(new Setting(i + 1, match.Groups["name"].Value, match.Groups["text"].Value));
            }
            else
            {
                throw new ScenarioException(file, i + 1, $"neither setting, table nor '>' remark: {line}");
            }
        }

        return new Scenario(file, lines[start][3..].Trim(), start + 1, settings, tables);
    }

    private static Table ReadTable(string file, string[] lines, int first, int last)
    {
        var columns = Cells(lines[first]);
        if (columns.Distinct(StringComparer.Ordinal).Count() != columns.Count)
        {
            throw new ScenarioException(file, first + 1, "a column appears twice");
        }

        if (last - first < 2 || Cells(lines[first + 1]).Any(c => c.Trim('-', ':').Length > 0))
        {
            throw new ScenarioException(file, first + 1, "a table is a header, a line of dashes and rows");
        }

        var rows = new List<TableRow>();
        for (var i = first + 2; i <= last; i++)
        {
            var cells = Cells(lines[i]);
            if (cells.Count != columns.Count)
            {
                throw new ScenarioException(file, i + 1, $"{cells.Count} cells under {columns.Count} columns");
            }

            rows.Add(new TableRow(i + 1, columns.Zip(cells).ToDictionary(p => p.First, p => p.Second)));
        }

        return new Table(first + 1, columns, rows);
    }

    private static List<string> Cells(string line) =>
        [.. line.Trim().TrimStart('|').TrimEnd('|').Split('|').Select(cell => cell.Trim())];

    [GeneratedRegex("^(?<name>[A-Z][a-z]+): (?<text>.+)$")]
    private static partial Regex SettingLine();
}

/// <summary>A table that cannot be read: where, and what is wrong with it.</summary>
internal sealed class ScenarioException(string file, int line, string message)
    : Exception($"{file}:{line}: {message}");
