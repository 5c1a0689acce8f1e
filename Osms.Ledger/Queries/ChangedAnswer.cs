using Osms.Ledger.Coverage;
using Osms.Ledger.Reconciliation;
using Osms.Ledger.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Queries;

/// <summary>Somebody whose answer for a day is another one after something than before it.</summary>
/// <param name="Iin">Who.</param>
/// <param name="Before">What held for the day before it.</param>
/// <param name="After">What holds after it.</param>
/// <param name="Behind">
/// The person's part in it, ascending: positions of an import's events, or lines of a file; empty for other causes.
/// </param>
public sealed record ChangedAnswer(Iin Iin, Standing Before, Standing After, IReadOnlyList<long> Behind)
{
    /// <summary>
    /// Two answers are the same when insured, basis, payer, category and region are: further bases and the ends of the
    /// run do not count.
    /// </summary>
    public static bool IsAnother(in Standing before, in Standing after) =>
        (before.Basis, before.Reason, before.Payer, before.Category, RegionOf(before))
        != (after.Basis, after.Reason, after.Payer, after.Category, RegionOf(after));

    /// <summary>The region that an answer names: whose budget it is counted in; null where nobody pays.</summary>
    public static string? RegionOf(in Standing standing) => standing.Payer switch
    {
        Payer.None => null,
        Payer.Local => standing.Region ?? MonthPayer.UnknownRegion,
        _ => standing.Region,
    };
}

/// <summary>A part of a list of changed answers, in order of the IINs.</summary>
/// <param name="People">How many were looked at for it.</param>
/// <param name="Changed">Those whose answer is another one.</param>
/// <param name="From">The position of all answers before; null when nothing is recorded.</param>
/// <param name="To">The position of all answers after; null likewise.</param>
public sealed record ImpactPage(
    int People, IReadOnlyList<ChangedAnswer> Changed, LedgerPosition? From = null, LedgerPosition? To = null);

/// <summary>How far the search for changed answers has come, in people.</summary>
public readonly record struct ImpactProgress(long Done, long Total);
