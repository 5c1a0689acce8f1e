using Npgsql;
using Osms.Ledger.Projections;
using Osms.Ledger.Regulation;
using Osms.Ledger.Store;
using Osms.Ledger.Values;

namespace Osms.Ledger.Queries;

/// <summary>How many people have a payer in a month.</summary>
/// <param name="Code">See <see cref="Reconciliation.PayerCode"/>.</param>
/// <param name="Persons">Never 0.</param>
public readonly record struct PayerCount(int Code, long Persons);

/// <summary>What was contributed for a month by payments of one kind.</summary>
/// <param name="Month">The period.</param>
/// <param name="Kind">Of the payments.</param>
/// <param name="Payments">All that were recorded, also those taken back.</param>
/// <param name="Persons">For whom something is left that no refund has taken back.</param>
/// <param name="Amount">Of all payments.</param>
/// <param name="Refunds">How many were taken back.</param>
/// <param name="Refunded">Their amounts.</param>
public readonly record struct ContributionSum(
    Month Month, PaymentKind Kind, long Payments, long Persons, Tenge Amount, long Refunds, Tenge Refunded);

/// <summary>
/// Figures as known at a position: the sums of whole stretches of positions, and what was changed after the last of
/// them. However long the ledger is, no more than one stretch is added up row by row.
/// </summary>
public sealed class FigureSums(
    NpgsqlDataSource database, FigureStretches stretches, CoverageTable coverage, ReadModel readModel)
{
    // As often as somebody may put other tables in the place of these between two steps.
    private const int Attempts = 5;

    private const string OfPayers = """
        select payer, sum(persons)::bigint from (
            select payer, sum(persons) as persons from ledger.payer_sum
            where rules = $1 and stretch < $2 and month <= $5 group by payer
            union all
            select s.payer, sum(s.persons) from ledger.payer_steps($3, $4)
            cross join lateral (values (old, -1), (new, 1)) as s (payer, persons)
            where rule_data = $1 and from_month <= $5 and until_month > $5 and s.payer >= 0
            group by s.payer) as both_parts
        group by payer having sum(persons) <> 0 order by payer
        """;

    private const string OfContributions = """
        select month, kind, sum(payments)::bigint, sum(persons)::bigint, sum(amount)::bigint, sum(refunds)::bigint,
            sum(refunded)::bigint
        from (
            select month, kind, payments, persons, amount, refunds, refunded from ledger.contribution_sum
            where rules = $1 and stretch < $2
            union all
            select month, kind, count(*) filter (where amount > 0), sum(person), sum(amount) filter (where amount > 0),
                count(*) filter (where amount < 0), -sum(amount) filter (where amount < 0)
            from ledger.contributions($3, $4) where rules = $1 group by month, kind
        ) as both_parts
        group by month, kind order by month, kind
        """;

    /// <summary>Who pays for a month, of everybody who is known of.</summary>
    /// <param name="month">Not before January 2020.</param>
    /// <param name="at">Settled.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="FiguresNotReadyException">They are being made again.</exception>
    public Task<IReadOnlyList<PayerCount>> PayersAsync(
        Month month, LedgerPosition at, CancellationToken cancellation) => ReadAsync(
        OfPayers,
        at,
        [new() { Value = Reconciliation.FigureMonth.Of(month) }],
        rows => new PayerCount(rows.GetInt32(0), rows.GetInt64(1)),
        cancellation);

    /// <summary>What was contributed for each month, by kind.</summary>
    /// <param name="at">Settled.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="FiguresNotReadyException">They are being made again.</exception>
    public Task<IReadOnlyList<ContributionSum>> ContributionsAsync(
        LedgerPosition at, CancellationToken cancellation) => ReadAsync(
        OfContributions,
        at,
        [],
        rows => new ContributionSum(
            Reconciliation.FigureMonth.ToMonth(rows.GetInt16(0)), (PaymentKind)rows.GetInt16(1), rows.GetInt64(2),
            rows.GetInt64(3), Sum(rows, 4), rows.GetInt64(5), Sum(rows, 6)),
        cancellation);

    private static Tenge Sum(NpgsqlDataReader rows, int column) =>
        rows.IsDBNull(column) ? Tenge.Zero : new Tenge(rows.GetInt64(column));

    /// <summary>
    /// Reads what is settled at a position, by a statement that has as $1 the tag of the rule data, $2 the number of
    /// whole stretches, $3 the last position of these and $4 the position.
    /// </summary>
    internal async Task<IReadOnlyList<T>> ReadAsync<T>(
        string sql, LedgerPosition at, NpgsqlParameter[] more, Func<NpgsqlDataReader, T> read,
        CancellationToken cancellation)
    {
        var whole = FigureStretches.WholeBelow(at);
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            if (!await readModel.CheckAsync(cancellation))
            {
                throw new FiguresNotReadyException();
            }

            await stretches.MakeAsync(whole, cancellation);
            await using var connection = await database.OpenConnectionAsync(cancellation);
            await using var transaction = await FigureStretches.HoldAsync(connection, cancellation);
            if (!await stretches.AreThereAsync(connection, whole, at, cancellation))
            {
                continue;
            }

            await using var command = new NpgsqlCommand(sql, connection);
            command.Parameters.Add(new NpgsqlParameter { Value = coverage.RulesTag });
            command.Parameters.Add(new NpgsqlParameter { Value = whole });
            command.Parameters.Add(new NpgsqlParameter { Value = FigureStretches.LastOf(whole) });
            command.Parameters.Add(new NpgsqlParameter { Value = at.Value });
            command.Parameters.AddRange(more);
            await using var rows = await command.ExecuteReaderAsync(cancellation);
            var sums = new List<T>();
            while (await rows.ReadAsync(cancellation))
            {
                sums.Add(read(rows));
            }

            return sums;
        }

        throw new FiguresNotReadyException();
    }
}
