using System.Globalization;
using System.Runtime.CompilerServices;

namespace Osms.Ledger.Import;

/// <summary>NDJSON: one command a line, UTF-8 with or without a byte order mark; blank lines are no rows.</summary>
public static class NdjsonSource
{
    /// <summary>The rows in the order of the file, as they are read; the stream is left open.</summary>
    public static async IAsyncEnumerable<ImportRow> ReadAsync(
        Stream file, ImportOptions options, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var lines = new LineReader(file, options.MaxLineBytes);
        while (await lines.ReadAsync(cancellation))
        {
            if (lines.IsTooLong)
            {
                yield return ImportRow.TooLong(lines.Number, options.MaxLineBytes);
            }
            else if (!lines.Content.Span.Trim(" \t\r"u8).IsEmpty)
            {
                yield return ImportRow.Of(lines.Number, CommandReader.Read(lines.Content.Span));
            }
        }
    }

    internal static string TooLong(int maxBytes) =>
        string.Create(CultureInfo.InvariantCulture, $"The line is longer than {maxBytes} bytes.");
}
