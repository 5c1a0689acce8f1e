using System.Runtime.InteropServices;
using Osms.Ledger.Reconciliation;
using Osms.Ledger.Store;

namespace Osms.Ledger.Projections;

/// <summary>
/// Payments on their way into rows of <c>contribution_lot</c>, by the stretch that their positions lie in. A batch has
/// one or two; a rebuild, which goes from person to person, has some of every stretch at once.
/// </summary>
internal sealed class ContributionLots(int rulesTag)
{
    // Larger ones save nothing more.
    private const int PaymentsOfLot = 2_048;

    // Some 32 bytes each, of all that wait for their lots to be full.
    private const int PaymentsKept = 2_000_000;

    private static readonly string[] Columns =
        ["stretch", "rules", "places", "iins", "payers", "amounts", "months", "marks"];

    private readonly Dictionary<int, Lot> _lots = [];
    private int _kept;

    /// <summary>The columns, as the rows have them.</summary>
    internal static string ColumnList { get; } = string.Join(", ", Columns);

    internal static string Copy(string suffix) =>
        $"copy ledger.contribution_lot{suffix} ({ColumnList}) from stdin (format binary)";

    /// <summary>What <c>ledger.contributions</c> takes apart again.</summary>
    internal static short MarksOf(in Contribution of) => (short)
        ((int)of.Kind | (1 + of.Turn) << 4 | (1 + of.Person) << 6 | (int)of.Outcome << 8);

    /// <param name="position">Of the payment or refund.</param>
    /// <param name="iin">Whose.</param>
    /// <param name="payment">The payment or refund.</param>
    /// <param name="full">Takes the lots that are full by it.</param>
    internal void Add(long position, long iin, in Contribution payment, CopyRows full)
    {
        var stretch = FigureStretches.Of(position);
        if (!_lots.TryGetValue(stretch, out var lot))
        {
            _lots.Add(stretch, lot = new Lot());
        }

        lot.Places.Add((int)(position - FigureStretches.LastOf(stretch)));
        lot.Iins.Add(iin);
        lot.Payers.Add(payment.Payer);
        lot.Amounts.Add(payment.Amount);
        lot.Months.Add(payment.Month);
        lot.Marks.Add(MarksOf(payment));
        _kept++;
        if (lot.Places.Count == PaymentsOfLot)
        {
            Write(stretch, lot, full);
        }
        else if (_kept == PaymentsKept)
        {
            WriteRest(full);
        }
    }

    /// <summary>Writes what has not filled a lot.</summary>
    internal void WriteRest(CopyRows rows)
    {
        foreach (var (stretch, lot) in _lots)
        {
            if (lot.Places.Count > 0)
            {
                Write(stretch, lot, rows);
            }
        }

        _lots.Clear();
    }

    private void Write(int stretch, Lot lot, CopyRows rows)
    {
        rows.Row((short)Columns.Length);
        rows.Integer(stretch);
        rows.Integer(rulesTag);
        rows.Integers(CollectionsMarshal.AsSpan(lot.Places));
        rows.Bigints(CollectionsMarshal.AsSpan(lot.Iins));
        rows.Bigints(CollectionsMarshal.AsSpan(lot.Payers));
        rows.Bigints(CollectionsMarshal.AsSpan(lot.Amounts));
        rows.Smallints(CollectionsMarshal.AsSpan(lot.Months));
        rows.Smallints(CollectionsMarshal.AsSpan(lot.Marks));
        _kept -= lot.Places.Count;
        lot.Clear();
    }

    private sealed class Lot
    {
        internal List<int> Places { get; } = [];

        internal List<long> Iins { get; } = [];

        internal List<long> Payers { get; } = [];

        internal List<long> Amounts { get; } = [];

        internal List<short> Months { get; } = [];

        internal List<short> Marks { get; } = [];

        internal void Clear()
        {
            Places.Clear();
            Iins.Clear();
            Payers.Clear();
            Amounts.Clear();
            Months.Clear();
            Marks.Clear();
        }
    }
}
