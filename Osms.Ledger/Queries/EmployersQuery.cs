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
    // A payer's month, with the month before it: both are read at once, by the index of the two.
    private const string Sums = """
        cross join lateral (
            select count(*) filter (where live > 0), coalesce(sum(payments), 0)::bigint,
                coalesce(sum(amount), 0)::bigint, coalesce(sum(refunds), 0)::bigint,
                coalesce(sum(refunded), 0)::bigint, count(*) filter (where live > 0 and before = 0),
                count(*) filter (where live = 0 and before > 0)
            from (
                select count(*) filter (where c.month = asked.month and amount > 0) as payments,
                    sum(amount) filter (where c.month = asked.month and amount > 0) as amount,
                    count(*) filter (where c.month = asked.month and amount < 0) as refunds,
                    -sum(amount) filter (where c.month = asked.month and amount < 0) as refunded,
                    coalesce(sum(sign(amount)) filter (where c.month = asked.month), 0) as live,
                    coalesce(sum(sign(amount)) filter (where c.month < asked.month), 0) as before
                from ledger.contribution c
                where c.payer = asked.payer and c.month in (asked.month, (asked.month - 1)::smallint)
                    and c.payer <> c.iin and position <= $4
                group by c.iin
            ) as people
        ) as sums (persons, payments, amount, refunds, refunded, new, dropped_out)
        """;

    // From payer to payer by the index, so that a page reads nothing of the others.
    private const string OfMonth = $"""
        with recursive payers (payer) as (
            select least(
                (select min(payer) from ledger.contribution where month = $5 and payer <> iin and payer > $7),
                (select min(payer) from ledger.contribution where month = $6 and payer <> iin and payer > $7))
            union all
            select least(
                (select min(c.payer) from ledger.contribution c
                    where c.month = $5 and c.payer <> c.iin and c.payer > p.payer),
                (select min(c.payer) from ledger.contribution c
                    where c.month = $6 and c.payer <> c.iin and c.payer > p.payer))
            from payers p where p.payer is not null
        )
        select asked.payer, asked.month, sums.*
        from (select payer, $5 as month from payers where payer is not null limit $8) as asked
        {Sums}
        order by asked.payer
        """;

    private const string OfPayer = $"""
        select asked.payer, asked.month, sums.*
        from (select $5 as payer, m::smallint as month from generate_series(0, $6) as m) as asked
        {Sums}
        order by asked.month
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
