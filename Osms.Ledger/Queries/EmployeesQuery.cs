using Osms.Ledger.Reconciliation;
using Osms.Ledger.Regulation;
using Osms.Ledger.Store;
using Osms.Ledger.Values;

namespace Osms.Ledger.Queries;

/// <summary>How somebody stands with who pays for them.</summary>
public enum EmployeeStatus
{
    /// <summary>Paid for in the month and in the one before it.</summary>
    Paid,

    /// <summary>Paid for in the month, not in the one before it.</summary>
    New,

    /// <summary>Paid for in the month before, not in this one.</summary>
    DroppedOut,
}

/// <summary>What is left of somebody's payments of one kind.</summary>
public readonly record struct KindAmount(PaymentKind Kind, Tenge Amount);

/// <summary>Somebody whom an employer paid for in a month or in the one before it.</summary>
/// <param name="Kinds">What is left for the month.</param>
public sealed record Employee(Iin Iin, EmployeeStatus Status, IReadOnlyList<KindAmount> Kinds);

/// <summary>An employer, and a month.</summary>
/// <param name="Payer">BIN or IIN, 12 digits.</param>
public sealed record MonthOfEmployer(string Payer, Month Month);

/// <summary>The people whom one employer paid for.</summary>
public sealed class EmployeesQuery(FigureSums figures, PositionClock clock)
{
    private static readonly string OfMonth = $$"""
        with {{EmployerEntries.Tail("payer = $5 and month in ($6, $7)")}},
        {{EmployerEntries.Of("payer = $5 and month in ($6, $7)")}}, kinds as materialized (
            select iin, kind, coalesce(sum(sign(amount)) filter (where month = $6), 0) as live,
                coalesce(sum(sign(amount)) filter (where month <> $6), 0) as before,
                coalesce(sum(amount) filter (where month = $6), 0)::bigint as amount
            from entries where iin > $8 group by iin, kind
        ), people as (
            select iin, sum(live) > 0 as is_live, sum(before) > 0 as was_live
            from kinds group by iin having sum(live) > 0 or sum(before) > 0 order by iin limit $9
        )
        select iin, is_live, was_live,
            coalesce(array_agg(kind order by kind) filter (where live > 0), '{}'),
            coalesce(array_agg(amount order by kind) filter (where live > 0), '{}')
        from people join kinds using (iin) group by iin, is_live, was_live order by iin
        """;

    /// <summary>The people of one employer, in order of their IINs.</summary>
    /// <param name="asked">Not before January 2020.</param>
    /// <param name="part">Which of them.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="Projections.FiguresNotReadyException">They are being made again.</exception>
    public async Task<Answered<ListPage<Employee>>> ListAsync(
        MonthOfEmployer asked, ListPart part, CancellationToken cancellation)
    {
        var settlement = await clock.FixAsync(part.KnownAt, cancellation);
        if (settlement is not Settlement.At { Position: var position })
        {
            return new Answered<ListPage<Employee>>.Unsettled(settlement);
        }

        var people = await figures.ReadAsync(
            OfMonth,
            position,
            [
                new() { Value = EmployersQuery.NumberOf(asked.Payer) },
                new() { Value = FigureMonth.Of(asked.Month) },
                new() { Value = FigureMonth.Of(asked.Month - 1) },
                new() { Value = part.After.First },
                new() { Value = part.Limit },
            ],
            row => new Employee(
                Iin.Parse($"{row.GetInt64(0):D12}"),
                row.GetBoolean(1)
                    ? row.GetBoolean(2) ? EmployeeStatus.Paid : EmployeeStatus.New
                    : EmployeeStatus.DroppedOut,
                [
                    .. row.GetFieldValue<short[]>(3).Zip(
                        row.GetFieldValue<long[]>(4), (kind, sum) => new KindAmount((PaymentKind)kind, new Tenge(sum))),
                ]),
            cancellation);
        return new Answered<ListPage<Employee>>.Found(new ListPage<Employee>(
            position, people, people.Count == part.Limit ? new ListPlace(people[^1].Iin.Number) : null));
    }
}
