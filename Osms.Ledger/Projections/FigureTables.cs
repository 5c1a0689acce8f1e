using Osms.Ledger.Reconciliation;
using Osms.Ledger.Store;

namespace Osms.Ledger.Projections;

/// <summary>
/// <c>ledger.payer_change</c> and <c>ledger.contribution_lot</c> for single events: rows that are only ever added, at
/// the position that is drawn in the same round trip.
/// </summary>
internal static class FigureTables
{
    private const string OfTheEvent = "(select array[currval('ledger.mt_events_sequence')])";
    private const string OfEachEvent = "(select ledger.appended())";

    internal static IEnumerable<TableWrite> Write(IReadOnlyList<PersonRow> rows, int rulesTag) =>
        Write(OfTheEvent, rows, rulesTag);

    /// <summary>The rows to write with <see cref="IEventStore.AppendEachAsync"/>.</summary>
    internal static IEnumerable<TableWrite> WriteEach(IReadOnlyList<PersonRow> rows, int rulesTag) =>
        Write(OfEachEvent, rows, rulesTag);

    private static IEnumerable<TableWrite> Write(string positions, IReadOnlyList<PersonRow> rows, int rulesTag)
    {
        var payers = Of(rows, figures => figures.Payers);
        if (payers.Length > 0)
        {
            yield return new TableWrite(
                $"""
                insert into ledger.payer_change (position, iin, was, now, rules, first, until, cause)
                select drawn.at[r.event], r.iin, r.was, r.now, $8, r.first, r.until, r.cause
                from (select {positions} as at) as drawn,
                    unnest($1, $2, $3, $4, $5, $6, $7) as r (event, iin, was, now, first, until, cause)
                where drawn.at[r.event] is not null
                """,
                Column(payers, p => p.Event),
                Column(payers, p => p.Iin),
                Column(payers, p => p.Change.Was),
                Column(payers, p => p.Change.Now),
                Column(payers, p => p.Change.First),
                Column(payers, p => p.Change.Until),
                Column(payers, p => (short)p.Change.Cause),
                rulesTag);
        }

        var contributions = Of(rows, figures => figures.Contributions);
        if (contributions.Length > 0)
        {
            yield return new TableWrite(
                $"""
                insert into ledger.contribution_lot ({ContributionLots.ColumnList})
                select p.stretch, $7, array_agg(p.place), array_agg(p.iin), array_agg(p.payer), array_agg(p.amount),
                    array_agg(p.month), array_agg(p.marks)
                from (
                    select (drawn.at[r.event] - 1 >> 18)::integer as stretch,
                        (drawn.at[r.event] - 1 & 262143)::integer + 1 as place, r.*
                    from (select {positions} as at) as drawn,
                        unnest($1, $2, $3, $4, $5, $6) as r (event, iin, payer, amount, month, marks)
                    where drawn.at[r.event] is not null
                ) as p
                group by p.stretch
                """,
                Column(contributions, c => c.Event),
                Column(contributions, c => c.Iin),
                Column(contributions, c => c.Change.Payer),
                Column(contributions, c => c.Change.Amount),
                Column(contributions, c => c.Change.Month),
                Column(contributions, c => ContributionLots.MarksOf(c.Change)),
                rulesTag);
        }
    }

    // The event's number among those appended, from 1 on.
    private static (int Event, long Iin, T Change)[] Of<T>(
        IReadOnlyList<PersonRow> rows, Func<PersonFigures, IEnumerable<T>> changes) =>
    [
        .. rows.SelectMany((row, i) => row.Figures is { } figures
            ? changes(figures).Select(change => (i + 1, row.Iin.Number, change))
            : []),
    ];

    private static T[] Column<TRow, T>(TRow[] rows, Func<TRow, T> value) => Array.ConvertAll(rows, r => value(r));
}
