using System.Buffers;
using System.IO.Compression;

namespace Osms.Ledger.Import;

/// <summary>What becomes of a compressed file when it is unpacked.</summary>
public enum GzipState
{
    /// <summary>All of it is there.</summary>
    Whole,

    /// <summary>It is damaged or breaks off.</summary>
    Broken,

    /// <summary>It grows further than it may.</summary>
    TooLarge,
}

/// <summary>Files that are compressed with gzip, told by their first bytes.</summary>
public static class Gzip
{
    private const int AlwaysBytes = 16 << 20;

    /// <summary>Whether the file begins as gzip does; it is at its start before and after.</summary>
    public static async Task<bool> IsAsync(Stream file, CancellationToken cancellation)
    {
        var magic = new byte[2];
        var length = await file.ReadAtLeastAsync(magic, magic.Length, throwOnEndOfStream: false, cancellation);
        file.Position = 0;
        return length == 2 && magic is [0x1f, 0x8b];
    }

    /// <summary>
    /// Whether all of it can be decompressed, its checksum is right and it does not grow too far. Known before the
    /// first row is read: half a number in the last row before the damage would be a number too.
    /// </summary>
    /// <param name="file">At its start before and after.</param>
    /// <param name="mostTimes">Its own size so many times is as far as it may grow, and always 16 MiB.</param>
    /// <param name="cancellation">Stops.</param>
    public static async Task<GzipState> CheckAsync(Stream file, int mostTimes, CancellationToken cancellation)
    {
        var most = Math.Max(AlwaysBytes, file.Length * mostTimes);
        var buffer = ArrayPool<byte>.Shared.Rent(128 * 1024);
        try
        {
            await using var content = Open(file);
            var length = 0L;
            int read;
            while ((read = await content.ReadAsync(buffer, cancellation)) > 0)
            {
                length += read;
                if (length > most)
                {
                    return GzipState.TooLarge;
                }
            }

            return GzipState.Whole;
        }
        catch (InvalidDataException)
        {
            return GzipState.Broken;
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
