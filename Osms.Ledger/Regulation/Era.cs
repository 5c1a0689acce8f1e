using Osms.Ledger.Values;

namespace Osms.Ledger.Regulation;

/// <summary>
/// Days in a row on which the rules of cover do not change: the regulation and its numbers of months.
/// </summary>
/// <param name="From">First day.</param>
/// <param name="Bases">The bases the regulation knows.</param>
/// <param name="Grace">Months of cover after the last good month; 0 while contributions are no basis.</param>
/// <param name="LongGrace">The same after <paramref name="LongGraceAfter"/> paid months; 0 when there is none.</param>
/// <param name="LongGraceAfter">Paid months in a row that give the long grace.</param>
/// <param name="Retrospective">Months looked back at.</param>
/// <param name="Prospective">Months prepaid one by one; 0 while that is no basis.</param>
public sealed record Era(
    DateOnly From, IReadOnlyList<Basis> Bases, int Grace, int LongGrace, int LongGraceAfter, int Retrospective,
    int Prospective)
{
    // A bit for each basis: every month of every person asks for all of them.
    internal int Known { get; } = Bases.Aggregate(0, (bits, basis) => bits | (1 << (int)basis));

    public bool Knows(Basis basis) => (Known & (1 << (int)basis)) != 0;

    internal static IReadOnlyList<Era> Of(RuleBook rules)
    {
        Dated<int>[] counts =
        [
            rules.GraceMonths, rules.LongGraceMonths, rules.LongGraceAfterPaidMonths, rules.RetrospectiveMonths,
            rules.ProspectiveMonths,
        ];
        var days = rules.Regulations.Select(r => r.From)
            .Concat(counts.SelectMany(c => c.Values).Select(v => v.From))
            .Where(day => day >= RuleBook.Beginning)
            .Distinct()
            .Order();
        return
        [
            .. days.Select(day => new Era(
                day,
                rules.RegulationOn(day)!.Bases,
                rules.GraceMonths.TryOn(day)?.Value ?? 0,
                rules.LongGraceMonths.TryOn(day)?.Value ?? 0,
                rules.LongGraceAfterPaidMonths.TryOn(day)?.Value ?? 0,
                rules.RetrospectiveMonths.TryOn(day)?.Value ?? rules.RetrospectiveMonths.Values[0].Value,
                rules.ProspectiveMonths.TryOn(day)?.Value ?? 0)),
        ];
    }
}
