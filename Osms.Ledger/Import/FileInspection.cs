using System.Security.Cryptography;

namespace Osms.Ledger.Import;

/// <summary>What a file turns out to be before its rows are read.</summary>
public abstract record FileInspection
{
    private const int BytesThatTellAFormat = 4096;

    private FileInspection()
    {
    }

    /// <summary>A file whose rows can be read.</summary>
    /// <param name="Id">SHA-256 of the file as it is, in hexadecimal.</param>
    /// <param name="Bytes">Its size.</param>
    /// <param name="Format">What its rows are.</param>
    /// <param name="IsCompressed">With gzip.</param>
    public sealed record Readable(string Id, long Bytes, ImportFormat Format, bool IsCompressed) : FileInspection;

    /// <summary>Nothing tells what its rows are.</summary>
    public sealed record FormatUnknown : FileInspection
    {
        public static readonly FormatUnknown Instance = new();
    }

    /// <summary>The file is compressed and breaks off or is damaged.</summary>
    public sealed record GzipBroken : FileInspection
    {
        public const string Detail = "The gzip is damaged or breaks off; nothing of it was recorded.";

        public static readonly GzipBroken Instance = new();
    }

    /// <summary>The file is compressed and would unpack to far more than was sent.</summary>
    public sealed record UnpacksTooFar : FileInspection
    {
        public const string Detail =
            "The gzip unpacks to too many times its size; send it unpacked. Nothing of it was recorded.";

        public static readonly UnpacksTooFar Instance = new();
    }

    /// <summary>Reads the file once, or twice when it is compressed.</summary>
    /// <param name="file">Can be read again; it is left open.</param>
    /// <param name="format">Null: told by the content, or else by the name.</param>
    /// <param name="name">What the file is called; null when it has no name.</param>
    /// <param name="maxGzipRatio">How many times its own size it may unpack to.</param>
    /// <param name="cancellation">Stops reading.</param>
    public static async Task<FileInspection> OfAsync(
        Stream file, ImportFormat? format, string? name, int maxGzipRatio, CancellationToken cancellation)
    {
        file.Position = 0;
        var digest = await SHA256.HashDataAsync(file, cancellation);
        file.Position = 0;
        var isCompressed = await Gzip.IsAsync(file, cancellation);
        var state = isCompressed ? await Gzip.CheckAsync(file, maxGzipRatio, cancellation) : GzipState.Whole;
        if (state != GzipState.Whole)
        {
            return state == GzipState.Broken ? GzipBroken.Instance : UnpacksTooFar.Instance;
        }

        format ??= await OfContentAsync(file, isCompressed, cancellation) ?? OfName(name);
        return format is { } known
            ? new Readable(Convert.ToHexStringLower(digest), file.Length, known, isCompressed)
            : FormatUnknown.Instance;
    }

    /// <summary>The format alone, by the beginning of the file, or else by its name; null when neither tells.</summary>
    public static async Task<ImportFormat?> FormatOfAsync(
        Stream file, string? name, CancellationToken cancellation)
    {
        file.Position = 0;
        var isCompressed = await Gzip.IsAsync(file, cancellation);
        try
        {
            return await OfContentAsync(file, isCompressed, cancellation) ?? OfName(name);
        }
        catch (InvalidDataException)
        {
            // A gzip that is broken from its start; importing it says so.
            return OfName(name);
        }
    }

    private static ImportFormat? OfName(string? name) => name is null ? null : ImportFormats.OfFileName(name);

    private static async Task<ImportFormat?> OfContentAsync(
        Stream file, bool isCompressed, CancellationToken cancellation)
    {
        var start = new byte[BytesThatTellAFormat];
        await using var unpacked = isCompressed ? Gzip.Open(file) : null;
        var length = await (unpacked ?? file).ReadAtLeastAsync(
            start, start.Length, throwOnEndOfStream: false, cancellation);
        return ImportFormats.OfContent(start.AsSpan(0, length));
    }
}
