using Npgsql;
using Osms.Ledger.Store;

namespace Osms.Ledger.Projections;

/// <summary>
/// The tables that a rebuild fills beside the live ones, and that then take their place: <c>ledger.coverage_next</c>
/// and <c>ledger.insured_state_next</c>.
/// </summary>
internal static class NextTables
{
    internal const string Suffix = "_next";

    // Who may not make tables, or does not own the live ones, cannot put others in their place.
    private const string May = """
        select has_schema_privilege('ledger', 'create') and bool_and(pg_has_role(c.relowner, 'usage'))
        from pg_class c where c.oid in ('ledger.coverage'::regclass, 'ledger.insured_state'::regclass)
        """;

    private const string AnyLeft = """
        select to_regclass('ledger.coverage_next') is not null
            or to_regclass('ledger.insured_state_next') is not null
        """;

    private const string DropThem = "drop table if exists ledger.coverage_next, ledger.insured_state_next";

    // What somebody has set or granted on a live table holds on the next one too. The key is made after the rows.
    private const string MakeThem = """
        create table ledger.coverage_next (like ledger.coverage including all excluding indexes);
        create table ledger.insured_state_next (like ledger.insured_state including all excluding indexes);
        do $like$
        declare
            live  record;
            given record;
        begin
            for live in
                select oid, relname || '_next' as next, relowner::regrole as owner, reloptions, relacl from pg_class
                where oid in ('ledger.coverage'::regclass, 'ledger.insured_state'::regclass)
            loop
                execute format('alter table ledger.%I owner to %s', live.next, live.owner);
                if live.reloptions is not null then
                    execute format(
                        'alter table ledger.%I set (%s)', live.next, array_to_string(live.reloptions, ', '));
                end if;
                for given in select * from aclexplode(live.relacl) loop
                    execute format(
                        'grant %s on ledger.%I to %s%s', given.privilege_type, live.next,
                        case given.grantee when 0 then 'public' else given.grantee::regrole::text end,
                        case when given.is_grantable then ' with grant option' else '' end);
                end loop;
            end loop;
        end
        $like$;
        """;

    private static readonly string[] Keys =
    [
        "alter table ledger.coverage_next add constraint pkey_coverage_next primary key (iin)",
        "alter table ledger.insured_state_next add constraint pkey_insured_state_next primary key (iin)",
    ];

    private const string Replace = """
        drop table ledger.insured_state, ledger.coverage;
        alter table ledger.insured_state_next rename to insured_state;
        alter table ledger.insured_state rename constraint pkey_insured_state_next to pkey_insured_state;
        alter table ledger.coverage_next rename to coverage;
        alter table ledger.coverage rename constraint pkey_coverage_next to pkey_coverage;
        """;

    internal static async Task<bool> MayBeMadeAsync(NpgsqlDataSource database, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(May);
        return await command.ExecuteScalarAsync(cancellation) is true;
    }

    internal static async Task<bool> AreLeftAsync(NpgsqlDataSource database, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(AnyLeft);
        return await command.ExecuteScalarAsync(cancellation) is true;
    }

    internal static async Task DropAsync(NpgsqlDataSource database, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(DropThem);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Makes them anew, empty and without keys.</summary>
    internal static async Task MakeAsync(NpgsqlDataSource database, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using var command = new NpgsqlCommand($"{DropThem}; {MakeThem}", connection);
        await command.ExecuteNonQueryAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }

    /// <summary>Once their rows are there; fails when somebody is there twice.</summary>
    internal static Task MakeKeysAsync(NpgsqlDataSource database, CancellationToken cancellation) =>
        Task.WhenAll(Keys.Select(async key =>
        {
            await using var command = database.CreateCommand(key);
            command.CommandTimeout = 0;
            await command.ExecuteNonQueryAsync(cancellation);
        }));

    /// <summary>Puts them in the place of the live ones, which the caller has locked.</summary>
    internal static async Task ReplaceAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Replace, connection);
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
