using Osms.Ledger.Import;
using Osms.Ledger.Journal;
using Osms.Ledger.Values;

namespace Osms.Ledger;

/// <summary>What became of a file; accepted + repeated + refused + unreadable = rows.</summary>
/// <param name="Id">SHA-256 of the file, in hexadecimal.</param>
/// <param name="Position">Of the newest event of this file, new or repeated; 0 when there is none.</param>
/// <param name="OwnKind">
/// What people who paid for themselves in bank lists were taken for; null in other formats.
/// </param>
/// <param name="Problems">The first ones, in the order of the rows.</param>
/// <param name="ProblemsTotal">All of them.</param>
public sealed record ImportReport(
    string Id, long Rows, long Accepted, long Repeated, long Refused, long Unreadable, LedgerPosition Position,
    string? OwnKind, IReadOnlyList<ImportProblem> Problems, long ProblemsTotal)
{
    internal static ImportReport Of(
        ImportSubject subject, ImportCounts counts, IReadOnlyList<ImportProblem> problems) => new(
        subject.Id, counts.Rows, counts.Accepted, counts.Repeated, counts.Refused, counts.Unreadable, counts.Position,
        subject.OwnKind is { } kind ? Code<OwnKind>.Of(kind) : null, problems, counts.Problems);
}

/// <summary>How far an import has come.</summary>
/// <param name="Rows">Read so far, those of an earlier attempt included.</param>
/// <param name="BytesRead">Of the file as it was sent.</param>
/// <param name="Bytes">Its size.</param>
public readonly record struct ImportProgress(long Rows, long BytesRead, long Bytes);
