using Osms.Ledger.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Reconciliation;

/// <summary>Some of those who have the same payer.</summary>
/// <param name="Payer">Whose people.</param>
/// <param name="Region">Of a local budget, or <see cref="MonthPayer.UnknownRegion"/>; null for all.</param>
/// <param name="Category">What makes it liable, or <see cref="Welfare"/>; null for all.</param>
public readonly record struct PayerFilter(Payer Payer, string? Region = null, string? Category = null)
{
    /// <summary>In the place of a category: a welfare level and care that was sought.</summary>
    public static readonly string Welfare = Code<Basis>.Of(Basis.Welfare);

    public bool Holds(in MonthPayer payer) =>
        payer.Payer == Payer
        && (Region is null || payer.Region == Region)
        && (Category is null || (payer.Category ?? (Payer == Payer.Local ? Welfare : null)) == Category);
}
