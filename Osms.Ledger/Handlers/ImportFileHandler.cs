using System.Collections.Frozen;
using System.Security.Cryptography;
using Osms.Ledger.Import;
using Osms.Ledger.Regulation;

namespace Osms.Ledger.Handlers;

/// <summary>Import a file.</summary>
/// <param name="File">Can be read twice: once for its digest, once for its rows.</param>
/// <param name="Format">Null: told by the content, or else by the name.</param>
/// <param name="Name">What the file is called; null when it has no name.</param>
/// <param name="OwnKind">For bank lists: what people who pay for themselves are.</param>
/// <param name="By">Who imports it.</param>
/// <param name="Progress">Told the rows that are done.</param>
public sealed record ImportFile(
    Stream File, ImportFormat? Format, string? Name, OwnKind OwnKind, string? By, IProgress<long>? Progress = null);

/// <summary>A report, or a file that is in no known format.</summary>
public abstract record ImportResult
{
    private ImportResult()
    {
    }

    public sealed record Done(ImportReport Report) : ImportResult;

    /// <summary>Nothing was read.</summary>
    public sealed record FormatUnknown : ImportResult
    {
        public static readonly FormatUnknown Instance = new();
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
        var format = message.Format
            ?? await OfContentAsync(message.File, cancellation)
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
        var rows = ImportSource.ReadAsync(known, message.File, options, cancellation);
        return new ImportResult.Done(await ledger.ImportAsync(rows, subject, message.Progress, cancellation));
    }

    private static async Task<ImportFormat?> OfContentAsync(Stream file, CancellationToken cancellation)
    {
        var start = new byte[BytesThatTellAFormat];
        var length = await file.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellation);
        file.Position = 0;
        return ImportFormats.OfContent(start.AsSpan(0, length));
    }
}
