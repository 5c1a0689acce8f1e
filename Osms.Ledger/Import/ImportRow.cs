using Osms.Ledger.Budgets;
using Osms.Ledger.Insured;

namespace Osms.Ledger.Import;

/// <summary>What became of a row before anything is decided.</summary>
public enum RowKind
{
    /// <summary>A command or a transfer, to be decided.</summary>
    Command,

    /// <summary>Readable, and refused by the file's own rules.</summary>
    Refused,

    /// <summary>Not to be read.</summary>
    Unreadable,
}

/// <summary>
/// One row of a file. Every row becomes exactly one of these, so that accepted, repeated, refused and unreadable add
/// up to the rows.
/// </summary>
/// <param name="Line">Where the row begins in the file, from 1.</param>
/// <param name="Kind">How to count it.</param>
/// <param name="Command">For <see cref="RowKind.Command"/> only; null when that is a transfer.</param>
/// <param name="Problem">
/// To be listed. Null for a command, and for a row that fell with its list: the list's one problem is with the first
/// of its rows, and names the line of the list that is wrong.
/// </param>
public readonly record struct ImportRow(long Line, RowKind Kind, InsuredCommand? Command, ImportProblem? Problem)
{
    /// <summary>For <see cref="RowKind.Command"/> without a command.</summary>
    public RecordTransfer? Transfer { get; init; }

    /// <summary>Of an exported event; null for what the file itself is the origin of.</summary>
    public RecordedBefore? Before { get; init; }

    internal static ImportRow Of(long line, InsuredCommand command) => new(line, RowKind.Command, command, null);

    internal static ImportRow Of(long line, ReadResult result) => result switch
    {
        ReadResult.Read read => Of(line, read.Command),
        ReadResult.Transfer transfer => new(line, RowKind.Command, null, null) { Transfer = transfer.Asked },
        ReadResult.Unreadable unreadable => Unreadable(line, Sentence(unreadable.Problems), unreadable.Code),
        var other => throw new System.Diagnostics.UnreachableException($"{other.GetType().Name} has no row."),
    };

    internal static ImportRow Unreadable(long line, string detail, string code = ImportCodes.Unreadable) =>
        new(line, RowKind.Unreadable, null, new ImportProblem(line, code, detail));

    internal static ImportRow TooLong(long line, int maxBytes) =>
        Unreadable(line, NdjsonSource.TooLong(maxBytes), ImportCodes.LineTooLong);

    internal static ImportRow Refused(long line, string code, string detail) =>
        new(line, RowKind.Refused, null, new ImportProblem(line, code, detail));

    /// <summary>A row whose list is refused; the problem only with the first.</summary>
    internal static ImportRow FellWith(ImportProblem list, long line, bool first) => new(
        line,
        ImportCodes.IsUnreadable(list.Code) ? RowKind.Unreadable : RowKind.Refused,
        null,
        first ? list : null);

    // A row has one problem, so its detail names all that is wrong with it.
    internal static string Sentence(IReadOnlyList<FieldProblem> problems) =>
        string.Join(" ", problems.Select(p => p.Field.Length == 0 ? p.Detail : $"{p.Field}: {p.Detail}"));
}

/// <summary>What to tell the sender of a file; the detail never holds an IIN.</summary>
public sealed record ImportProblem(long Line, string Code, string Detail);
