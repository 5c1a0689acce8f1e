namespace Osms.Ledger.Audit;

/// <summary>Sums of figures against the changes they are made of, asked of the database itself.</summary>
internal static class FigureChecks
{
    // From before the first position to beyond the last.
    private const string Everything = "0, 9223372036854775807";

    private const string Payers = $"""
        with steps as (
            select ((at - 1) >> 18)::integer as stretch, rule_data, old, new, from_month, until_month, count(*) as n
            from ledger.payer_steps({Everything}) group by 1, 2, 3, 4, 5, 6
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

    private const string Contributions = $"""
        with expected as (
            select f.rules, f.stretch, c.month, c.kind, count(*) filter (where amount > 0) as payments,
                sum(person) as persons, coalesce(sum(amount) filter (where amount > 0), 0) as amount,
                count(*) filter (where amount < 0) as refunds,
                coalesce(-sum(amount) filter (where amount < 0), 0) as refunded
            from ledger.contributions({Everything}) c
            join ledger.figure_stretch f on f.stretch = ((c.position - 1) >> 18)::integer and f.rules = c.rules
            group by f.rules, f.stretch, c.month, c.kind)
        select '{FindingCodes.FigureSumsDiffer}', null, null::bigint, null::bigint,
            'contributions as they add up', count(*) || ' other sums'
        from expected e full join ledger.contribution_sum s using (rules, stretch, month, kind)
        where (e.payments, e.persons, e.amount, e.refunds, e.refunded)
            is distinct from (s.payments, s.persons, s.amount, s.refunds, s.refunded)
        having count(*) > 0
        """;

    private const string Employers = $"""
        with expected as (
            select f.rules, c.month, c.payer, f.stretch, c.iin, c.kind, c.amount, count(*) as n
            from ledger.contributions({Everything}) c
            join ledger.figure_stretch f on f.stretch = ((c.position - 1) >> 18)::integer and f.rules = c.rules
            where c.payer <> c.iin group by 1, 2, 3, 4, 5, 6, 7
        ), found as (
            select p.rules, p.month, p.payer, p.stretch, e.iin, e.kind, e.amount, count(*) as n
            from ledger.employer_part p cross join lateral unnest(p.iins, p.kinds, p.amounts) as e (iin, kind, amount)
            group by 1, 2, 3, 4, 5, 6, 7)
        select '{FindingCodes.FigureSumsDiffer}', null, null::bigint, null::bigint,
            'payments of employers as they were put together', count(*) || ' others'
        from expected e full join found s using (rules, month, payer, stretch, iin, kind, amount)
        where e.n is distinct from s.n
        having count(*) > 0
        """;

    private const string Remarkable = $"""
        with expected as (
            select f.rules, c.month, c.position, c.iin, c.kind from ledger.contributions({Everything}) c
            join ledger.figure_stretch f on f.stretch = ((c.position - 1) >> 18)::integer and f.rules = c.rules
            where c.outcome <> 0)
        select '{FindingCodes.FigureSumsDiffer}', null, null::bigint, null::bigint,
            'payments to work through as they were put together', count(*) || ' others'
        from expected e full join ledger.remarkable_payment s using (rules, month, position, iin, kind)
        where e.rules is null or s.rules is null
        having count(*) > 0
        """;

    internal static IReadOnlyList<string> All { get; } = [Payers, Contributions, Employers, Remarkable];
}
