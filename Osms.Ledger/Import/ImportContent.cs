using System.Runtime.CompilerServices;

namespace Osms.Ledger.Import;

/// <summary>A file whose rows can be read again from the first one, as often as is needed.</summary>
/// <param name="file">Can be read again; it is left open.</param>
/// <param name="known">What the file is.</param>
/// <param name="options">Limits, and what the file itself does not say.</param>
public sealed class ImportContent(Stream file, FileInspection.Readable known, ImportOptions options)
{
    /// <summary>Of the file as it was sent.</summary>
    public long Bytes => known.Bytes;

    /// <summary>How far it has been read.</summary>
    public long BytesRead => file.Position;

    /// <summary>Every row of the file, in order.</summary>
    public async IAsyncEnumerable<ImportRow> RowsAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        file.Position = 0;
        await using var unpacked = known.IsCompressed ? Gzip.Open(file) : null;
        await foreach (var row in ImportSource.ReadAsync(known.Format, unpacked ?? file, options, cancellation))
        {
            yield return row;
        }
    }
}
