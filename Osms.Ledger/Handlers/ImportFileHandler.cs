using System.Collections.Frozen;
using System.Security.Cryptography;
using Osms.Ledger.Import;
using Osms.Ledger.Regulation;

namespace Osms.Ledger.Handlers;

/// <summary>Import a file.</summary>
/// <param name="File">Can be read twice: once for its digest, once for its rows. May be compressed with gzip.</param>
/// <param name="Format">Null: told by the content, or else by the name.</param>
/// <param name="Name">What the file is called; null when it has no name.</param>
/// <param name="OwnKind">For bank lists: what people who pay for themselves are.</param>
/// <param name="By">Who imports it.</param>
/// <param name="Progress">Told the rows that are done.</param>
public sealed record ImportFile(
    Stream File, ImportFormat? Format, string? Name, OwnKind OwnKind, string? By, IProgress<long>? Progress = null);

/// <summary>A report, or a file of which nothing can be read.</summary>
public abstract record ImportResult
{
    private ImportResult()
    {
    }

    /// <summary>Every row was read and counted.</summary>
    public sealed record Done(ImportReport Report) : ImportResult;

    /// <summary>Nothing was read.</summary>
    public sealed record FormatUnknown : ImportResult
    {
        public static readonly FormatUnknown Instance = new();
    }

    /// <summary>The file is compressed and breaks off or is damaged; nothing was read.</summary>
    public sealed record GzipBroken : ImportResult
    {
        public const string Detail = "The gzip is damaged or breaks off; nothing of it was recorded.";

        public static readonly GzipBroken Instance = new();
    }
}

/// <summary>The way in for files.</summary>
public static class ImportFileHandler
{
    private const int BytesThatTellAFormat = 4096;

    public static async Task<ImportResult> Handle(
        ImportFile message, InsuranceLedger ledger, RuleBook rules, CancellationToken cancellation)
    {
        var digest = await SHA256.HashDataAsync(message.File, cancellation);
        message.File.Position = 0;
        var compressed = await Gzip.IsAsync(message.File, cancellation);
        if (compressed && !await Gzip.IsWholeAsync(message.File, cancellation))
        {
            return ImportResult.GzipBroken.Instance;
        }

        var format = message.Format
            ?? await OfContentAsync(message.File, compressed, cancellation)
            ?? (message.Name is null ? null : ImportFormats.OfFileName(message.Name));
        if (format is not { } known)
        {
            return ImportResult.FormatUnknown.Instance;
        }

        var options = new ImportOptions
        {
            KnownPurposes = rules.PaymentPurposes.Keys.ToFrozenSet(StringComparer.Ordinal),
            OwnKind = message.OwnKind,
        };
        var subject = new ImportSubject(
            Convert.ToHexStringLower(digest), message.Name, message.By,
            known == ImportFormat.Mt102 ? message.OwnKind : null);
        await using var unpacked = compressed ? Gzip.Open(message.File) : null;
        var rows = ImportSource.ReadAsync(known, unpacked ?? message.File, options, cancellation);
        return new ImportResult.Done(await ledger.ImportAsync(rows, subject, message.Progress, cancellation));
    }

    private static async Task<ImportFormat?> OfContentAsync(
        Stream file, bool compressed, CancellationToken cancellation)
    {
        var start = new byte[BytesThatTellAFormat];
        await using var unpacked = compressed ? Gzip.Open(file) : null;
        var length = await (unpacked ?? file).ReadAtLeastAsync(
            start, start.Length, throwOnEndOfStream: false, cancellation);
        file.Position = 0;
        return ImportFormats.OfContent(start.AsSpan(0, length));
    }
}
