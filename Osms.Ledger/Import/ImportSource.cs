using System.Diagnostics;

namespace Osms.Ledger.Import;

/// <summary>The rows of a file of any format.</summary>
public static class ImportSource
{
    /// <summary>In the order of the file, as they are read; the stream is left open.</summary>
    public static IAsyncEnumerable<ImportRow> ReadAsync(
        ImportFormat format, Stream file, ImportOptions options, CancellationToken cancellation) => format switch
        {
            ImportFormat.Ndjson => NdjsonSource.ReadAsync(file, options, cancellation),
            ImportFormat.Csv => CsvSource.ReadAsync(file, options, cancellation),
            ImportFormat.Transfers => CsvSource.ReadAsync(file, options, CsvColumns.Transfers, cancellation),
            ImportFormat.Events => NdjsonSource.ReadAsync(
                file, options, EventReader.Read, EventReader.ReadTooLong, cancellation),
            ImportFormat.Mt102 => Mt102Source.ReadAsync(file, options, cancellation),
            _ => throw new UnreachableException($"{format} has no source."),
        };
}
