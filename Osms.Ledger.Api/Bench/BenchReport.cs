using System.Globalization;
using System.Text.Json;
using Osms.Ledger.Api.Commands;
using Spectre.Console;

namespace Osms.Ledger.Api.Bench;

/// <summary>What came out, for people or for scripts.</summary>
internal static class BenchReport
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>One object a line.</summary>
    internal static void WriteLines(IEnumerable<Measurement> measured, TextWriter output)
    {
        foreach (var one in measured)
        {
            output.WriteLine(JsonSerializer.Serialize(one, Json));
        }
    }

    internal static void Show(IEnumerable<Measurement> measured)
    {
        var table = new Table().Border(TableBorder.Ascii).AddColumns("work", "figure", "", "limit", "ratio", "aim");
        table.AddColumns("p50 ms", "p99 ms", "rows");
        foreach (var column in table.Columns.Where((_, i) => i is not (0 or 2)))
        {
            column.RightAligned();
        }

        foreach (var one in measured)
        {
            table.AddRow(
                one.Name, Number(one.Value, "N0"), one.Unit, Number(one.Limit, "N0"), Number(one.Ratio, "F2"),
                one.Limit is null ? Number(one.Aim, "N0") : Number(one.Aim, "F2"), Number(one.P50Ms, "F2"),
                Number(one.P99Ms, "F2"), Number(one.Rows, "N0"));
        }

        Terminal.Create().Write(table);
    }

    private static string Number(double? value, string format) =>
        value?.ToString(format, CultureInfo.InvariantCulture) ?? "";
}
