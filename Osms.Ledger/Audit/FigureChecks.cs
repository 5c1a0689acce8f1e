namespace Osms.Ledger.Audit;

/// <summary>Sums of figures against the changes they are made of, asked of the database itself.</summary>
internal static class FigureChecks
{
    internal const string Payers = $"""
        with steps as (
            select ((at - 1) >> 18)::integer as stretch, rule_data, old, new, from_month, until_month, count(*) as n
            from ledger.payer_steps() group by 1, 2, 3, 4, 5, 6
        ), expected as (
            select f.rules, f.stretch, m.month, m.payer, sum(m.n) as persons
            from steps s join ledger.figure_stretch f on f.stretch = s.stretch and f.rules = s.rule_data
            cross join lateral (values
                (from_month, old, -n), (from_month, new, n), (until_month, old, n), (until_month, new, -n)
            ) as m (month, payer, n)
            where m.payer >= 0 and m.month < 32767
            group by f.rules, f.stretch, m.month, m.payer having sum(m.n) <> 0)
        select '{FindingCodes.FigureSumsDiffer}', null, null::bigint, null::bigint,
            'persons of payers as their changes add up', count(*) || ' other sums'
        from expected e full join ledger.payer_sum s using (rules, stretch, month, payer)
        where e.persons is distinct from s.persons
        having count(*) > 0
        """;

    internal const string Contributions = $"""
        with expected as (
            select f.rules, f.stretch, c.month, c.kind, count(*) filter (where amount > 0) as payments,
                sum(person) as persons, coalesce(sum(amount) filter (where amount > 0), 0) as amount,
                count(*) filter (where amount < 0) as refunds,
                coalesce(-sum(amount) filter (where amount < 0), 0) as refunded
            from ledger.contribution c
            join ledger.figure_stretch f on f.stretch = ((c.position - 1) >> 18)::integer and f.rules = c.rules
            group by f.rules, f.stretch, c.month, c.kind)
        select '{FindingCodes.FigureSumsDiffer}', null, null::bigint, null::bigint,
            'contributions as they add up', count(*) || ' other sums'
        from expected e full join ledger.contribution_sum s using (rules, stretch, month, kind)
        where (e.payments, e.persons, e.amount, e.refunds, e.refunded)
            is distinct from (s.payments, s.persons, s.amount, s.refunds, s.refunded)
        having count(*) > 0
        """;
}
