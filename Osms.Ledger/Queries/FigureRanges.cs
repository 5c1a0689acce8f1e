using Npgsql;
using Osms.Ledger.Projections;
using Osms.Ledger.Reconciliation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Queries;

/// <summary>So many people more, or fewer, have a payer in a month.</summary>
/// <param name="Month">The month.</param>
/// <param name="Code">See <see cref="PayerCode"/>.</param>
/// <param name="Persons">Never 0.</param>
public readonly record struct PayerDifference(Month Month, int Code, long Persons);

/// <summary>
/// What changed in figures between two positions: the sums of the whole stretches between them, and the changes before
/// the first and after the last of these.
/// </summary>
public sealed class FigureRanges(FigureSums sums)
{
    // $1 tag, $2 whole stretches, $3 their end, $4 through, $5 after, $6 months, $7 the first whole stretch, $8 the end
    // of what is before it, $9 the beginning of what comes after the last.
    private const string Changed = """
        select month, payer, sum(persons)::bigint from (
            select m.month, p.payer, sum(p.persons) as persons
            from unnest($6) as m (month) join ledger.payer_sum p on p.month <= m.month
            where p.rules = $1 and p.stretch >= $7 and p.stretch < $2 group by m.month, p.payer
            union all
            select m.month, s.payer, sum(s.persons) from ledger.payer_steps($5, $8)
            join unnest($6) as m (month) on from_month <= m.month and until_month > m.month
            cross join lateral (values (old, -1), (new, 1)) as s (payer, persons)
            where rule_data = $1 and s.payer >= 0 group by m.month, s.payer
            union all
            select m.month, s.payer, sum(s.persons) from ledger.payer_steps($9, $4)
            join unnest($6) as m (month) on from_month <= m.month and until_month > m.month
            cross join lateral (values (old, -1), (new, 1)) as s (payer, persons)
            where rule_data = $1 and s.payer >= 0 group by m.month, s.payer
        ) as all_parts
        group by month, payer having sum(persons) <> 0 order by month, payer
        """;

    /// <param name="months">Not before January 2020.</param>
    /// <param name="after">Exclusive.</param>
    /// <param name="through">Inclusive; settled.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="FiguresNotReadyException">They are being made again.</exception>
    public async Task<IReadOnlyList<PayerDifference>> PayersAsync(
        IReadOnlyCollection<Month> months, LedgerPosition after, LedgerPosition through,
        CancellationToken cancellation)
    {
        if (months.Count == 0 || after >= through)
        {
            return [];
        }

        var end = FigureStretches.WholeBelow(through);
        var first = Math.Min(FigureStretches.WholeFrom(after), end);
        var isWithin = FigureStretches.WholeFrom(after) > end;
        return await sums.ReadAsync(
            Changed,
            through,
            [
                new() { Value = after.Value },
                new() { Value = months.Select(FigureMonth.Of).ToArray() },
                new() { Value = first },
                new() { Value = isWithin ? after.Value : FigureStretches.LastOf(first) },
                new() { Value = isWithin ? after.Value : FigureStretches.LastOf(end) },
            ],
            rows => new PayerDifference(
                FigureMonth.ToMonth(rows.GetInt16(0)), rows.GetInt32(1), rows.GetInt64(2)),
            cancellation);
    }
}
