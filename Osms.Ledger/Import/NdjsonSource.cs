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
                yield return ImportRow.Unreadable(lines.Number, TooLong(options.MaxLineBytes));
            }
            else if (!lines.Content.Span.Trim(" \t\r"u8).IsEmpty)
            {
                yield return Row(lines.Number, lines.Content.Span);
            }
        }
    }

    internal static string TooLong(int maxBytes) =>
        string.Create(CultureInfo.InvariantCulture, $"The line is longer than {maxBytes} bytes.");

    private static ImportRow Row(long line, ReadOnlySpan<byte> utf8) => CommandReader.Read(utf8) switch
    {
        ReadResult.Read read => ImportRow.Of(line, read.Command),
        ReadResult.Unreadable unreadable => ImportRow.Unreadable(line, Sentence(unreadable.Problems)),
        var other => throw new System.Diagnostics.UnreachableException($"{other.GetType().Name} has no row."),
    };

    // A row has one problem, so its detail names all that is wrong with it.
    private static string Sentence(IReadOnlyList<FieldProblem> problems) =>
        string.Join(" ", problems.Select(p => p.Field.Length == 0 ? p.Detail : $"{p.Field}: {p.Detail}"));
}
