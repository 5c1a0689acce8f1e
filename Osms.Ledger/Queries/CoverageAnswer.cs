using Osms.Ledger.Coverage;
using Osms.Ledger.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Queries;

/// <summary>Insured on a day, as known at a position.</summary>
/// <param name="At">The day asked about.</param>
/// <param name="Position">Every event at or below it was used, and no other.</param>
/// <param name="Regulation">In force on the day; null before OSMS.</param>
/// <param name="Rules">Digest of the rule data.</param>
/// <param name="Since">
/// First day of the unbroken run of insured, or not insured, days; null when it has no beginning.
/// </param>
/// <param name="Through">Last day of it, with nothing further happening; null when it has no end.</param>
/// <param name="Why">Null when no explanation was asked for.</param>
/// <param name="Hints">Likewise: known mistakes in what was paid.</param>
/// <param name="WaysBack">Likewise.</param>
public sealed record CoverageAnswer(
    Iin Iin, DateOnly At, LedgerPosition Position, string? Regulation, string Rules, Standing Standing,
    DateOnly? Since, DateOnly? Through, IReadOnlyList<WhyAnswer>? Why = null, IReadOnlyList<HintAnswer>? Hints = null,
    IReadOnlyList<WayBack>? WaysBack = null)
{
    /// <summary>Without an explanation.</summary>
    internal static CoverageAnswer Of(
        Iin iin, DateOnly at, LedgerPosition position, in CoverageDay day, RuleBook rules) => new(
        iin, at, position, rules.RegulationOn(at)?.Version, rules.Digest, day.Standing, day.Since, day.Through);
}
