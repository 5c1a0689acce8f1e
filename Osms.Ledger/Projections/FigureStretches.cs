using System.Data;
using Npgsql;
using Osms.Ledger.Values;

namespace Osms.Ledger.Projections;

/// <summary>
/// Sums of the figures over whole stretches of positions. What lies in a stretch below the high water can never change,
/// so a sum is made once; a rebuild, which makes the changes anew, drops them all.
/// </summary>
public sealed class FigureStretches(NpgsqlDataSource database, CoverageTable coverage)
{
    // As the schema says it; longer ones leave more rows to be added up one by one, shorter ones more sums.
    private const int Bits = 18;

    // As long as it is held, nobody puts other tables in the place of these.
    private const string Hold = "lock table ledger.payer_change, ledger.contribution_lot in access share mode";

    private const string Missing = """
        select min(s)::integer from generate_series(0, $2 - 1) as s
        where not exists (select from ledger.figure_stretch f where f.rules = $1 and f.stretch = s)
        """;

    // Equal changes are counted before they are taken apart: most are of a single month. Who makes the same at once is
    // waited for, and finds nothing left to make.
    private const string Make = """
        with steps as materialized (
            select rule_data, old, new, from_month, until_month, count(*) as n
            from ledger.payer_steps($3, $4) group by 1, 2, 3, 4, 5
        ), payments as materialized (
            select * from ledger.contributions($3, $4)
        ), made as (
            insert into ledger.figure_stretch (rules, stretch, others)
            select $1, $2, coalesce((select sum(n) from steps where rule_data <> $1), 0)
                + (select count(*) from payments where rules <> $1)
            on conflict do nothing
            returning stretch
        ), payers as (
            insert into ledger.payer_sum (rules, stretch, month, payer, persons)
            select $1, stretch, m.month, m.payer, sum(m.n)
            from made cross join steps
            cross join lateral (values
                (from_month, old, -n), (from_month, new, n), (until_month, old, n), (until_month, new, -n)
            ) as m (month, payer, n)
            where rule_data = $1 and m.payer >= 0 and m.month < 32767
            group by stretch, m.month, m.payer having sum(m.n) <> 0
        ), employers as (
            insert into ledger.employer_part (rules, month, payer, stretch, iins, kinds, amounts)
            select $1, month, payer, stretch, array_agg(iin), array_agg(kind), array_agg(amount)
            from made cross join payments where rules = $1 and payer <> iin group by month, payer, stretch
        ), remarkable as (
            insert into ledger.remarkable_payment (rules, month, position, iin, kind)
            select $1, month, position, iin, kind from made cross join payments where rules = $1 and outcome <> 0
        )
        insert into ledger.contribution_sum
            (rules, stretch, month, kind, payments, persons, amount, refunds, refunded)
        select $1, stretch, month, kind, count(*) filter (where amount > 0), sum(person),
            coalesce(sum(amount) filter (where amount > 0), 0), count(*) filter (where amount < 0),
            coalesce(-sum(amount) filter (where amount < 0), 0)
        from made cross join payments where rules = $1 group by stretch, month, kind
        """;

    private const string State = """
        select (select count(*) from ledger.figure_stretch where rules = $1 and stretch < $2),
            (select coalesce(sum(others), 0) from ledger.figure_stretch where rules = $1 and stretch < $2)::bigint
            + (select count(*) from ledger.payer_change where position > $3 and position <= $4 and rules <> $1)
            + (select count(*) from ledger.contributions($3, $4) where rules <> $1)
        """;

    /// <summary>Makes the sums of what is settled by now, so that nobody who asks has to wait for them.</summary>
    /// <param name="settled">The high water.</param>
    /// <param name="cancellation">Stops; the next call goes on.</param>
    public Task KeepUpAsync(LedgerPosition settled, CancellationToken cancellation) =>
        MakeAsync(WholeBelow(settled), cancellation);

    /// <summary>How many stretches end at or below a position.</summary>
    internal static int WholeBelow(LedgerPosition at) => checked((int)(at.Value >> Bits));

    /// <summary>How many stretches begin at or below a position: the next one has nothing of it.</summary>
    internal static int WholeFrom(LedgerPosition after) => checked((int)((after.Value + LastOf(1) - 1) >> Bits));

    /// <summary>The last position of so many stretches.</summary>
    internal static long LastOf(int stretches) => (long)stretches << Bits;

    /// <summary>The stretch that a position lies in, counted from 0.</summary>
    internal static int Of(long position) => checked((int)((position - 1) >> Bits));

    /// <summary>A transaction in which the changes and their sums belong together.</summary>
    internal static async Task<NpgsqlTransaction> HoldAsync(
        NpgsqlConnection connection, CancellationToken cancellation)
    {
        var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellation);
        await using var hold = new NpgsqlCommand(Hold, connection);
        await hold.ExecuteNonQueryAsync(cancellation);
        return transaction;
    }

    /// <summary>Makes the sums that are missing, stretch by stretch.</summary>
    /// <param name="whole">The number of stretches from the first on; everything in them is settled.</param>
    /// <param name="cancellation">Stops; those that are made stay.</param>
    internal async Task MakeAsync(int whole, CancellationToken cancellation)
    {
        while (whole > 0 && await MakeOneAsync(whole, cancellation))
        {
        }
    }

    private async Task<bool> MakeOneAsync(int whole, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await HoldAsync(connection, cancellation);
        if (await MissingAsync(connection, whole, cancellation) is not { } stretch)
        {
            return false;
        }

        await using var make = new NpgsqlCommand(Make, connection) { CommandTimeout = 0 };
        make.Parameters.Add(new NpgsqlParameter { Value = coverage.RulesTag });
        make.Parameters.Add(new NpgsqlParameter { Value = stretch });
        make.Parameters.Add(new NpgsqlParameter { Value = LastOf(stretch) });
        make.Parameters.Add(new NpgsqlParameter { Value = LastOf(stretch + 1) });
        await make.ExecuteNonQueryAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return true;
    }

    /// <summary>False when somebody has dropped some of them meanwhile.</summary>
    /// <exception cref="FiguresNotReadyException">Some changes were made with other rule data.</exception>
    internal async Task<bool> AreThereAsync(
        NpgsqlConnection connection, int whole, LedgerPosition at, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(State, connection);
        command.Parameters.Add(new NpgsqlParameter { Value = coverage.RulesTag });
        command.Parameters.Add(new NpgsqlParameter { Value = whole });
        command.Parameters.Add(new NpgsqlParameter { Value = LastOf(whole) });
        command.Parameters.Add(new NpgsqlParameter { Value = at.Value });
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        await rows.ReadAsync(cancellation);
        return rows.GetInt64(1) == 0 ? rows.GetInt64(0) == whole : throw new FiguresNotReadyException();
    }

    private async Task<int?> MissingAsync(NpgsqlConnection connection, int whole, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Missing, connection);
        command.Parameters.Add(new NpgsqlParameter { Value = coverage.RulesTag });
        command.Parameters.Add(new NpgsqlParameter { Value = whole });
        return await command.ExecuteScalarAsync(cancellation) as int?;
    }
}

/// <summary>The figures are being made again from the events, or have to be.</summary>
public sealed class FiguresNotReadyException() : Exception(
    "The figures are not all made with this program's rule data. A rebuild makes them; one starts by itself.");
