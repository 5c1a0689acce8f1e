using System.Buffers;
using System.IO.Compression;

namespace Osms.Ledger.Import;

/// <summary>Files that are compressed with gzip, told by their first bytes.</summary>
public static class Gzip
{
    /// <summary>Whether the file begins as gzip does; it is at its start before and after.</summary>
    public static async Task<bool> IsAsync(Stream file, CancellationToken cancellation)
    {
        var magic = new byte[2];
        var length = await file.ReadAtLeastAsync(magic, magic.Length, throwOnEndOfStream: false, cancellation);
        file.Position = 0;
        return length == 2 && magic is [0x1f, 0x8b];
    }

    /// <summary>
    /// Whether all of it can be decompressed and its checksum is right. Known before the first row is read: half a
    /// number in the last row before the damage would be a number too.
    /// </summary>
    public static async Task<bool> IsWholeAsync(Stream file, CancellationToken cancellation)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(128 * 1024);
        try
        {
            await using var content = Open(file);
            while (await content.ReadAsync(buffer, cancellation) > 0)
            {
            }

            return true;
        }
        catch (InvalidDataException)
        {
            return false;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
            file.Position = 0;
        }
    }

    /// <summary>The content, as it is read; closing it leaves the file open.</summary>
    public static Stream Open(Stream file) => new GZipStream(file, CompressionMode.Decompress, leaveOpen: true);
}
