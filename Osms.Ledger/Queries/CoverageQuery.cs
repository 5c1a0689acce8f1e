using Osms.Ledger.Coverage;
using Osms.Ledger.Insured;
using Osms.Ledger.Projections;
using Osms.Ledger.Regulation;
using Osms.Ledger.Store;
using Osms.Ledger.Values;

namespace Osms.Ledger.Queries;

/// <summary>Insured on D, as known at T, and why.</summary>
public sealed class CoverageQuery(
    CoverageTable table, PersonReader people, HighWater highWater, RuleBook rules)
{
    /// <param name="iin">Who.</param>
    /// <param name="at">The day.</param>
    /// <param name="knownAt">With everything, or as known at a position or instant.</param>
    /// <param name="explain">With <c>why</c> and <c>waysBack</c>; without them "now" is one lookup.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public async Task<Answered<CoverageAnswer>> AskAsync(
        Iin iin, DateOnly at, AsOf knownAt, bool explain, CancellationToken cancellation)
    {
        if (!explain)
        {
            return await AskAsync(iin, at, knownAt, cancellation);
        }

        var (history, position, why) = await people.ReadHistoryAsync(iin, knownAt, cancellation);
        return history is null
            ? new Answered<CoverageAnswer>.Unsettled(why!)
            : new Answered<CoverageAnswer>.Found(ExplainedPerson.Answer(iin, at, position, history, rules));
    }

    private async Task<Answered<CoverageAnswer>> AskAsync(
        Iin iin, DateOnly at, AsOf knownAt, CancellationToken cancellation)
    {
        if (knownAt is AsOf.Now)
        {
            // Before the lookup: what is settled then is in the snapshot that the lookup reads.
            var settled = highWater.Current;
            if (await table.FindAsync(iin, cancellation) is { } row)
            {
                var position = LedgerPosition.Max(settled, row.Position);
                return new Answered<CoverageAnswer>.Found(CoverageAnswer.Of(iin, at, position, row.On(at), rules));
            }
        }

        var (known, why) = await people.ReadStateAsync(iin, knownAt, cancellation);
        return known is null
            ? new Answered<CoverageAnswer>.Unsettled(why!)
            : new Answered<CoverageAnswer>.Found(Determined(iin, at, known.State, known.Position));
    }

    private CoverageAnswer Determined(Iin iin, DateOnly at, InsuredState state, LedgerPosition position) =>
        CoverageAnswer.Of(iin, at, position, Determination.Of(iin, state, rules).Around(at), rules);
}
