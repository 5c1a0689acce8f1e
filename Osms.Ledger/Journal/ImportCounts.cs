using Osms.Ledger.Values;

namespace Osms.Ledger.Journal;

/// <summary>How many rows ended how; accepted + repeated + refused + unreadable = rows.</summary>
/// <param name="Accepted">Recorded.</param>
/// <param name="Repeated">Recorded before.</param>
/// <param name="Refused">By the rules.</param>
/// <param name="Unreadable">No command could be read.</param>
/// <param name="Position">Of the newest event, new or repeated; 0 when there is none.</param>
/// <param name="Problems">All of them; a row may have several, or share one with its list.</param>
public sealed record ImportCounts(
    long Accepted, long Repeated, long Refused, long Unreadable, LedgerPosition Position, long Problems)
{
    public static readonly ImportCounts None = new(0, 0, 0, 0, LedgerPosition.Start, 0);

    public long Rows => Accepted + Repeated + Refused + Unreadable;

    public static ImportCounts operator +(ImportCounts one, ImportCounts other) => new(
        one.Accepted + other.Accepted,
        one.Repeated + other.Repeated,
        one.Refused + other.Refused,
        one.Unreadable + other.Unreadable,
        LedgerPosition.Max(one.Position, other.Position),
        one.Problems + other.Problems);
}
