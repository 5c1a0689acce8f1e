using Npgsql;
using Osms.Ledger.Store;

namespace Osms.Ledger.Projections;

/// <summary>
/// The tables that a rebuild fills beside the live ones, and that then take their place: <c>coverage</c>,
/// <c>insured_state</c>, <c>payer_change</c> and <c>contribution_lot</c>, each as <c>…_next</c>.
/// </summary>
internal static class NextTables
{
    internal const string Suffix = "_next";

    private const string Live = """
        array['ledger.coverage', 'ledger.insured_state', 'ledger.payer_change', 'ledger.contribution_lot']::regclass[]
        """;

    private const string OfLive = $"from pg_class where oid = any ({Live})";

    // Who may not make tables, or does not own the live ones, cannot put others in their place.
    private const string May = $"""
        select has_schema_privilege('ledger', 'create') and bool_and(pg_has_role(relowner, 'usage')) {OfLive}
        """;

    private const string AnyLeft = $"select bool_or(to_regclass('ledger.' || relname || '_next') is not null) {OfLive}";

    private const string DropThem = """
        drop table if exists ledger.coverage_next, ledger.insured_state_next, ledger.payer_change_next,
            ledger.contribution_lot_next
        """;

    // What somebody has set or granted on a live table holds on the next one too. The keys are made after the rows.
    private const string MakeThem = $"""
        do $like$
        declare
            live  record;
            given record;
        begin
            for live in
                select oid, relname, relname || '_next' as next, relowner::regrole as owner, reloptions, relacl {OfLive}
            loop
                execute format(
                    'create table ledger.%I (like ledger.%I including all excluding indexes)', live.next, live.relname);
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

    // For each table, one after another: two at once would wait for each other.
    private static readonly string[] Keys =
    [
        "alter table ledger.coverage_next add constraint pkey_coverage_next primary key (iin)",
        "alter table ledger.insured_state_next add constraint pkey_insured_state_next primary key (iin)",
        """
        create index idx_payer_change_position_next on ledger.payer_change_next (position);
        create index idx_payer_change_budget_next on ledger.payer_change_next ((now & 7), iin)
            where (now & 7) in (1, 2, 3);
        """,
        "create index idx_contribution_lot_stretch_next on ledger.contribution_lot_next (stretch)",
    ];

    // Sums of the old changes are none of the new ones.
    private const string Replace = """
        drop table ledger.insured_state, ledger.coverage, ledger.payer_change, ledger.contribution_lot;
        alter table ledger.insured_state_next rename to insured_state;
        alter table ledger.insured_state rename constraint pkey_insured_state_next to pkey_insured_state;
        alter table ledger.coverage_next rename to coverage;
        alter table ledger.coverage rename constraint pkey_coverage_next to pkey_coverage;
        alter table ledger.payer_change_next rename to payer_change;
        alter index ledger.idx_payer_change_position_next rename to idx_payer_change_position;
        alter index ledger.idx_payer_change_budget_next rename to idx_payer_change_budget;
        alter table ledger.contribution_lot_next rename to contribution_lot;
        alter index ledger.idx_contribution_lot_stretch_next rename to idx_contribution_lot_stretch;
        truncate ledger.figure_stretch, ledger.payer_sum, ledger.contribution_sum, ledger.employer_part,
            ledger.remarkable_payment;
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
