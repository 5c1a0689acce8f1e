using System.Runtime.CompilerServices;

namespace Osms.Ledger.Import;

/// <summary>
/// MT102: lists of payments from a bank, <c>{1:…}{2:…}{4: … -}</c>, in UTF-8 or Windows-1251. The rows are the lists'
/// lines (<c>:21:</c>), given out when their list has ended and its total is right.
/// </summary>
public static class Mt102Source
{
    /// <summary>The rows in the order of the file; the stream is left open.</summary>
    public static async IAsyncEnumerable<ImportRow> ReadAsync(
        Stream file, ImportOptions options, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var parser = new Mt102Parser(options);
        await using var lines = new LineReader(file, options.MaxLineBytes);
        while (await lines.ReadAsync(cancellation))
        {
            foreach (var row in parser.Line(lines.Number, lines.Content.Span, lines.IsTooLong))
            {
                yield return row;
            }
        }

        foreach (var row in parser.End())
        {
            yield return row;
        }
    }
}
