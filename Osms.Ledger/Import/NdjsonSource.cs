using System.Globalization;
using System.Runtime.CompilerServices;

namespace Osms.Ledger.Import;

/// <summary>NDJSON: one object a line, UTF-8 with or without a byte order mark; blank lines are no rows.</summary>
public static class NdjsonSource
{
    /// <summary>Makes a row of a line, which has its number from 1.</summary>
    internal delegate ImportRow LineToRow(long line, ReadOnlySpan<byte> utf8);

    /// <summary>Makes a row of a line that is longer than may be, of which this is the beginning.</summary>
    internal delegate ImportRow StartToRow(long line, ReadOnlySpan<byte> start, int maxBytes);

    /// <summary>The rows of commands in the order of the file, as they are read; the stream is left open.</summary>
    public static IAsyncEnumerable<ImportRow> ReadAsync(
        Stream file, ImportOptions options, CancellationToken cancellation)
    {
        var fields = new CommandFields(CommandFieldNames.Json);
        return ReadAsync(
            file, options, (line, utf8) => ImportRow.Of(line, CommandReader.Read(utf8, fields)),
            (line, _, maxBytes) => ImportRow.TooLong(line, maxBytes), cancellation);
    }

    /// <summary>Likewise, of whatever the lines hold.</summary>
    internal static async IAsyncEnumerable<ImportRow> ReadAsync(
        Stream file, ImportOptions options, LineToRow read, StartToRow tooLong,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var lines = new LineReader(file, options.MaxLineBytes);
        while (await lines.ReadAsync(cancellation))
        {
            if (lines.IsTooLong)
            {
                yield return tooLong(lines.Number, lines.Content.Span, options.MaxLineBytes);
            }
            else if (!lines.Content.Span.Trim(" \t\r"u8).IsEmpty)
            {
                yield return read(lines.Number, lines.Content.Span);
            }
        }
    }

    internal static string TooLong(int maxBytes) =>
        string.Create(CultureInfo.InvariantCulture, $"The line is longer than {maxBytes} bytes.");
}
