using System.Data;
using Npgsql;
using Osms.Ledger.Closing;
using Osms.Ledger.Projections;
using Osms.Ledger.Reconciliation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Queries;

/// <summary>What facts of one kind changed for one payer.</summary>
/// <param name="Code">Of the payer and region.</param>
/// <param name="Fact">Their kind.</param>
/// <param name="People">How many different people came or went by them.</param>
/// <param name="Persons">How many more, or fewer, it has for them.</param>
internal readonly record struct ChangesOfFact(int Code, ChangeCause Fact, long People, long Persons);

/// <summary>
/// Counts who changed payers between two positions. People are told apart by the database, in a table of this
/// connection that it puts on disk when there are many: twenty million are never in memory.
/// </summary>
internal sealed class CausesOfChanges(NpgsqlDataSource database)
{
    private const string Drop = "drop table if exists pg_temp.osms_changed_person";

    private const string Create = $"""
        {Drop};
        create temporary table osms_changed_person (
            payer integer not null, fact smallint not null, person bigint not null, persons bigint not null)
        """;

    // A category that changes changes nothing between payers.
    private static readonly string Collect = $"""
        insert into pg_temp.osms_changed_person
        select s.payer & {Account.CodeBits}, fact, person, sum(s.persons) from ledger.payer_steps($1, $2)
        cross join lateral (values (old, -1), (new, 1)) as s (payer, persons)
        where from_month <= $3 and until_month > $3
            and (old & {Account.CodeBits}) <> (new & {Account.CodeBits}) and s.payer >= 0
        group by 1, fact, person having sum(s.persons) <> 0
        """;

    private const string Count = """
        select payer, fact, count(*), sum(persons)::bigint from (
            select payer, fact, person, sum(persons) as persons from pg_temp.osms_changed_person
            group by payer, fact, person having sum(persons) <> 0) as people
        group by payer, fact
        """;

    /// <param name="month">Whose payers.</param>
    /// <param name="after">Exclusive.</param>
    /// <param name="through">Inclusive; settled.</param>
    /// <param name="cancellation">Stops.</param>
    internal async Task<IReadOnlyList<ChangesOfFact>> ReadAsync(
        Month month, LedgerPosition after, LedgerPosition through, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await ExecuteAsync(connection, Create, cancellation);
        try
        {
            await CollectAsync(connection, month, after, through, cancellation);

            // Nobody waits for a table of one's own, however long this takes.
            await using var count = new NpgsqlCommand(Count, connection) { CommandTimeout = 0 };
            await using var rows = await count.ExecuteReaderAsync(cancellation);
            var changes = new List<ChangesOfFact>();
            while (await rows.ReadAsync(cancellation))
            {
                changes.Add(new ChangesOfFact(
                    rows.GetInt32(0), (ChangeCause)rows.GetInt16(1), rows.GetInt64(2), rows.GetInt64(3)));
            }

            return changes;
        }
        finally
        {
            // A connection that broke has no table any more.
            if (connection.FullState == ConnectionState.Open)
            {
                await ExecuteAsync(connection, Drop, CancellationToken.None);
            }
        }
    }

    // A statement for each stretch: none lasts long, and a rebuild waits for none.
    private static async Task CollectAsync(
        NpgsqlConnection connection, Month month, LedgerPosition after, LedgerPosition through,
        CancellationToken cancellation)
    {
        for (var done = after.Value; done < through.Value;)
        {
            var next = Math.Min(
                FigureStretches.LastOf(FigureStretches.WholeBelow(new LedgerPosition(done)) + 1), through.Value);
            await using var collect = new NpgsqlCommand(Collect, connection);
            collect.Parameters.Add(new NpgsqlParameter { Value = done });
            collect.Parameters.Add(new NpgsqlParameter { Value = next });
            collect.Parameters.Add(new NpgsqlParameter { Value = FigureMonth.Of(month) });
            await collect.ExecuteNonQueryAsync(cancellation);
            done = next;
        }
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
