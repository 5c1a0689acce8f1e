using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using Osms.Ledger.Queries;

namespace Osms.Ledger.Api.Http;

/// <summary>How much of a list there is at once.</summary>
internal static class ListForm
{
    internal const int RowsByDefault = 100;
    internal const int RowsAtOnce = 1_000;
}

/// <summary>How a list is written: a page as JSON, all of it one row a line.</summary>
/// <param name="Header">Of the CSV.</param>
/// <param name="Row">A row as JSON.</param>
/// <param name="Csv">A row without the end of its line.</param>
/// <param name="Page">A page as JSON, with the cursor of the next one.</param>
internal sealed record ListForm<TRow>(
    string Header, Func<TRow, object> Row, Func<TRow, string> Csv, Func<ListPage<TRow>, string?, object> Page)
{
    private const int FlushedAt = 64 * 1024;

    /// <returns>How many there were.</returns>
    internal async Task<long> WriteAsync(
        IAsyncEnumerable<TRow> rows, bool asCsv, PipeWriter output, CancellationToken cancellation)
    {
        if (asCsv)
        {
            Encoding.UTF8.GetBytes($"{Header}\n", output);
        }

        await using var json = new Utf8JsonWriter(output, new JsonWriterOptions
        {
            SkipValidation = true,
            Encoder = LedgerJson.Options.Encoder,
        });
        var count = 0L;
        await foreach (var row in rows.WithCancellation(cancellation))
        {
            if (asCsv)
            {
                Encoding.UTF8.GetBytes(Csv(row), output);
            }
            else
            {
                JsonSerializer.Serialize(json, Row(row), LedgerJson.Options);
                json.Reset();
            }

            Encoding.UTF8.GetBytes("\n", output);
            if (output.UnflushedBytes >= FlushedAt)
            {
                await output.FlushAsync(cancellation);
            }

            count++;
        }

        await output.FlushAsync(cancellation);
        return count;
    }
}
