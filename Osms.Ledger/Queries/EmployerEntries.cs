namespace Osms.Ledger.Queries;

/// <summary>
/// What employers paid, as parts of a statement of <see cref="FigureSums.ReadAsync{T}"/>: of whole stretches it was put
/// together by payer and month when they were settled, of the tail it is looked for among all payments.
/// </summary>
internal static class EmployerEntries
{
    /// <summary>A table <c>tail</c> of what came after the whole stretches.</summary>
    /// <param name="which">A condition on payer and month.</param>
    internal static string Tail(string which) => $"""
        tail as materialized (
            select payer, month, iin, kind, amount from ledger.contributions($3, $4)
            where rules = $1 and payer <> iin and {which}
        )
        """;

    /// <summary>A table <c>entries</c> of all, after <see cref="Tail"/>.</summary>
    /// <param name="which">A condition on payer and month, by which the parts are found.</param>
    internal static string Of(string which) => $"""
        entries as (
            select payer, month, e.iin, e.kind, e.amount from ledger.employer_part
            cross join lateral unnest(iins, kinds, amounts) as e (iin, kind, amount)
            where rules = $1 and stretch < $2 and {which}
            union all
            select payer, month, iin, kind, amount from tail where {which}
        )
        """;
}
