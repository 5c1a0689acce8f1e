using System.Globalization;

namespace Osms.Ledger.Values;

/// <summary>A place in the ledger: the number of an event; "as known at" includes every event at or below it.</summary>
public readonly record struct LedgerPosition(long Value) : IComparable<LedgerPosition>
{
    public static readonly LedgerPosition Start = new(0);

    public static bool operator <(LedgerPosition left, LedgerPosition right) => left.Value < right.Value;

    public static bool operator >(LedgerPosition left, LedgerPosition right) => left.Value > right.Value;

    public static bool operator <=(LedgerPosition left, LedgerPosition right) => left.Value <= right.Value;

    public static bool operator >=(LedgerPosition left, LedgerPosition right) => left.Value >= right.Value;

    public static LedgerPosition Max(LedgerPosition left, LedgerPosition right) => left >= right ? left : right;

    public int CompareTo(LedgerPosition other) => Value.CompareTo(other.Value);

    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
