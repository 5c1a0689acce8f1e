using System.Text;
using Osms.Ledger.Import;

namespace Osms.Ledger.Tests.Import;

/// <summary>Reads files given as text or bytes, and shows rows shortly enough for exact lists.</summary>
internal static class Importing
{
    internal static readonly ImportOptions Options = new()
    {
        KnownPurposes = new HashSet<string>(["121", "122", "123", "124"]),
    };

    internal static Task<List<ImportRow>> Ndjson(string text, ImportOptions? options = null) =>
        Rows(ImportFormat.Ndjson, Encoding.UTF8.GetBytes(text), options);

    internal static Task<List<ImportRow>> Csv(string text, ImportOptions? options = null) =>
        Rows(ImportFormat.Csv, Encoding.UTF8.GetBytes(text), options);

    internal static Task<List<ImportRow>> Mt102(string text, ImportOptions? options = null) =>
        Rows(ImportFormat.Mt102, Encoding.UTF8.GetBytes(text), options);

    internal static Task<List<ImportRow>> Rows(ImportFormat format, byte[] file, ImportOptions? options = null) =>
        Rows(format, new MemoryStream(file), options);

    internal static async Task<List<ImportRow>> Rows(ImportFormat format, Stream file, ImportOptions? options = null)
    {
        var rows = new List<ImportRow>();
        await foreach (var row in ImportSource.ReadAsync(format, file, options ?? Options, CancellationToken.None))
        {
            rows.Add(row);
        }

        return rows;
    }

    /// <summary>For example <c>12 Command</c>, <c>12 Unreadable: 12 unreadable</c>, <c>12 Refused</c>.</summary>
    internal static string[] Short(this IEnumerable<ImportRow> rows) => [.. rows.Select(row =>
        $"{row.Line} {row.Kind}{(row.Problem is { } problem ? $": {problem.Line} {problem.Code}" : "")}")];

    internal static string[] Details(this IEnumerable<ImportRow> rows) =>
        [.. rows.Where(row => row.Problem is not null).Select(row => row.Problem!.Detail)];

    /// <summary>What every row promises, whatever the file.</summary>
    internal static void ShouldHoldTogether(this IEnumerable<ImportRow> rows)
    {
        foreach (var row in rows)
        {
            (row.Kind == RowKind.Command).ShouldBe(row.Command is not null);
            (row.Command is not null && row.Problem is not null).ShouldBeFalse();
            row.Line.ShouldBeGreaterThan(0);
            if (row.Problem is { } problem)
            {
                (row.Kind == RowKind.Unreadable).ShouldBe(ImportCodes.IsUnreadable(problem.Code));
                problem.Detail.ShouldNotBeNullOrWhiteSpace();
                problem.Line.ShouldBeGreaterThan(0);
            }
        }
    }
}

/// <summary>A stream that gives a few bytes at a time, as a network does.</summary>
internal sealed class TricklingStream(byte[] content, int bytesAtATime) : MemoryStream(content)
{
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        base.ReadAsync(buffer[..Math.Min(buffer.Length, bytesAtATime)], cancellationToken);
}
