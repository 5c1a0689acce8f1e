using Npgsql;
using Osms.Ledger.Reconciliation;
using Osms.Ledger.Store;
using Osms.Ledger.Values;

namespace Osms.Ledger.Queries;

/// <summary>What somebody paid for others in a month. A payment counts as left until a refund takes it back.</summary>
/// <param name="Payer">BIN or IIN.</param>
/// <param name="Persons">For whom something is left.</param>
/// <param name="Payments">All that were recorded.</param>
/// <param name="Amount">Of all payments.</param>
/// <param name="Refunds">How many were taken back.</param>
/// <param name="Refunded">Their amounts.</param>
/// <param name="New">Of the persons, for whom nothing of this payer is left for the month before.</param>
/// <param name="DroppedOut">For whom something is left for the month before and nothing for this one.</param>
public sealed record EmployerMonth(
    string Payer, Month Month, long Persons, long Payments, Tenge Amount, long Refunds, Tenge Refunded, long New,
    long DroppedOut);

/// <summary>Employers: those who pay for others, each with what they paid.</summary>
public sealed class EmployersQuery(FigureSums figures, PositionClock clock)
{
    // Of a month asked about and the one before it; people, payers and months in one pass over the entries.
    private const string Sums = """
        select payer, month, count(*) filter (where live > 0), coalesce(sum(payments), 0)::bigint,
            coalesce(sum(amount), 0)::bigint, coalesce(sum(refunds), 0)::bigint, coalesce(sum(refunded), 0)::bigint,
            count(*) filter (where live > 0 and before = 0), count(*) filter (where live = 0 and before > 0)
        from (
            select payer, asked.month, count(*) filter (where e.month = asked.month and amount > 0) as payments,
                sum(amount) filter (where e.month = asked.month and amount > 0) as amount,
                count(*) filter (where e.month = asked.month and amount < 0) as refunds,
                -sum(amount) filter (where e.month = asked.month and amount < 0) as refunded,
                coalesce(sum(sign(amount)) filter (where e.month = asked.month), 0) as live,
                coalesce(sum(sign(amount)) filter (where e.month < asked.month), 0) as before
            from entries e join asked on e.month in (asked.month, asked.month - 1)
            group by payer, asked.month, iin
        ) as people
        group by payer, month order by payer, month
        """;

    private static readonly string OfMonth = $"""
        with asked as (
            select $5 as month
        ), {EmployerEntries.Tail("month in ($5, $6) and payer > $7")}, payers as (
            select payer from (
                (select distinct payer from ledger.employer_part
                 where rules = $1 and stretch < $2 and month = $5 and payer > $7 order by payer limit $8)
                union
                (select distinct payer from ledger.employer_part
                 where rules = $1 and stretch < $2 and month = $6 and payer > $7 order by payer limit $8)
                union
                select payer from tail
            ) as known order by payer limit $8
        ), {EmployerEntries.Of("month in ($5, $6) and payer in (select payer from payers)")}
        {Sums}
        """;

    // The months are named: the parts are kept by month, and by payer within it.
    private static readonly string OfPayer = $"""
        with asked as (
            select m::smallint as month from generate_series(0, $6) as m
        ), {EmployerEntries.Tail("payer = $5")},
        {EmployerEntries.Of("payer = $5 and month = any (array(select month from asked))")}
        {Sums}
        """;

    /// <summary>Who paid for others for a month or for the one before it, in order of their numbers.</summary>
    /// <param name="month">Not before January 2020.</param>
    /// <param name="part">Which of them.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="Projections.FiguresNotReadyException">They are being made again.</exception>
    public async Task<Answered<ListPage<EmployerMonth>>> ListAsync(
        Month month, ListPart part, CancellationToken cancellation)
    {
        var settlement = await clock.FixAsync(part.KnownAt, cancellation);
        if (settlement is not Settlement.At { Position: var position })
        {
            return new Answered<ListPage<EmployerMonth>>.Unsettled(settlement);
        }

        var payers = await figures.ReadAsync(
            OfMonth,
            position,
            [
                new() { Value = FigureMonth.Of(month) },
                new() { Value = FigureMonth.Of(month - 1) },
                new() { Value = part.After.First },
                new() { Value = part.Limit },
            ],
            Read,
            cancellation);
        return new Answered<ListPage<EmployerMonth>>.Found(new ListPage<EmployerMonth>(
            position,
            [.. payers.Where(HasAny)],
            payers.Count == part.Limit ? new ListPlace(NumberOf(payers[^1].Payer)) : null));
    }

    /// <summary>The months that one of them paid for, and those right after, ascending.</summary>
    /// <param name="payer">12 digits.</param>
    /// <param name="last">The last month to look at.</param>
    /// <param name="knownAt">With everything recorded by now, or as known at a position or instant.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="Projections.FiguresNotReadyException">They are being made again.</exception>
    public async Task<Answered<ListPage<EmployerMonth>>> MonthsAsync(
        string payer, Month last, AsOf knownAt, CancellationToken cancellation)
    {
        var settlement = await clock.FixAsync(knownAt, cancellation);
        if (settlement is not Settlement.At { Position: var position })
        {
            return new Answered<ListPage<EmployerMonth>>.Unsettled(settlement);
        }

        var months = await figures.ReadAsync(
            OfPayer,
            position,
            [new() { Value = NumberOf(payer) }, new() { Value = (int)FigureMonth.Of(last) }],
            Read,
            cancellation);
        return new Answered<ListPage<EmployerMonth>>.Found(
            new ListPage<EmployerMonth>(position, [.. months.Where(HasAny)], null));
    }

    internal static long NumberOf(string payer) =>
        long.Parse(payer, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture);

    // Others may have paid only after the position.
    private static bool HasAny(EmployerMonth month) => month.Payments > 0 || month.DroppedOut > 0;

    private static EmployerMonth Read(NpgsqlDataReader row) => new(
        $"{row.GetInt64(0):D12}", FigureMonth.ToMonth(row.GetInt16(1)), row.GetInt64(2), row.GetInt64(3),
        new Tenge(row.GetInt64(4)), row.GetInt64(5), new Tenge(row.GetInt64(6)), row.GetInt64(7), row.GetInt64(8));
}
