using Npgsql;
using Osms.Ledger.Store;
using Osms.Ledger.Tests.Hosting;

namespace Osms.Ledger.Tests.Store;

/// <summary>Installing and verifying the schema.</summary>
public sealed class SchemaTests : IAsyncLifetime
{
    private NpgsqlDataSource _database = null!;

    public async Task InitializeAsync() =>
        _database = NpgsqlDataSource.Create(await TestPostgres.CreateDatabaseAsync());

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task Installing_twice_is_as_good_as_once()
    {
        await Schema.InstallAsync(_database, default);
        const string Installed = "select number || name || installed_at from ledger.schema_scripts order by 1";
        var first = await ColumnAsync(Installed);

        await Schema.InstallAsync(_database, default);

        first.Count.ShouldBe(Schema.Scripts.Count);
        (await ColumnAsync(Installed)).ShouldBe(first);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(8)]
    public async Task Services_that_start_at_once_install_once(int services)
    {
        await Task.WhenAll(Enumerable.Range(0, services).Select(_ => Schema.InstallAsync(_database, default)));

        (await ColumnAsync("select s.number::text from ledger.schema_scripts s order by s.number"))
            .ShouldBe(Schema.Scripts.Select(s => $"{s.Number}"));
    }

    [Fact]
    public async Task The_schema_of_a_newer_version_is_refused()
    {
        await Schema.InstallAsync(_database, default);
        await ExecuteAsync("insert into ledger.schema_scripts values (999, '999_more.sql', 'digest')");

        var refused = await Should.ThrowAsync<SchemaException>(() => Schema.InstallAsync(_database, default));

        refused.Message.ShouldContain("999_more.sql");
        refused.Message.ShouldContain("newer version");
    }

    [Fact]
    public async Task A_script_that_was_changed_after_it_ran_is_refused()
    {
        await Schema.InstallAsync(_database, default);
        await ExecuteAsync("update ledger.schema_scripts set sha256 = 'other' where number = 2");

        var refused = await Should.ThrowAsync<SchemaException>(() => Schema.InstallAsync(_database, default));

        refused.Message.ShouldContain("002_high_water.sql");
    }

    [Fact]
    public async Task A_refused_database_is_left_as_it_was()
    {
        await ExecuteAsync("create schema ledger; create table ledger.mt_streams (id integer)");

        await Should.ThrowAsync<PostgresException>(() => Schema.InstallAsync(_database, default));

        (await ColumnAsync("select relname::text from pg_class where relnamespace = 'ledger'::regnamespace"))
            .ShouldBe(["mt_streams"]);
    }

    [Theory]
    [InlineData("drop index ledger.pk_mt_events_stream_and_version", "pk_mt_events_stream_and_version")]
    [InlineData("alter table ledger.mt_events alter column type type text", "column mt_events.type")]
    [InlineData("alter table ledger.coverage alter column runs drop not null", "column coverage.runs")]
    [InlineData("alter table ledger.mt_streams drop column tenant_id", "column mt_streams.tenant_id")]
    [InlineData("alter table ledger.mt_events drop constraint fkey_mt_events_stream_id", "fkey_mt_events_stream_id")]
    [InlineData("alter table ledger.high_water drop constraint high_water_is_one_row", "high_water_is_one_row")]
    [InlineData("drop function ledger.standing_on", "function standing_on")]
    [InlineData("drop function ledger.mt_quick_append_events", "function mt_quick_append_events")]
    [InlineData("drop table ledger.position_clock", "column position_clock.at")]
    [InlineData("alter sequence ledger.mt_events_sequence cache 20", "sequence mt_events_sequence")]
    [InlineData("alter sequence ledger.mt_events_sequence increment 2", "sequence mt_events_sequence")]
    public async Task A_schema_changed_by_hand_is_refused_and_what_changed_is_named(string change, string named)
    {
        await Schema.InstallAsync(_database, default);
        await ExecuteAsync(change);

        var refused = await Should.ThrowAsync<SchemaException>(() => Schema.InstallAsync(_database, default));

        refused.Message.ShouldContain(named);
    }

    [Fact]
    public async Task A_function_with_another_body_is_refused()
    {
        await Schema.InstallAsync(_database, default);
        await ExecuteAsync("""
            create or replace function ledger.mt_archive_stream(streamid varchar) returns void language plpgsql
            as $$ begin end $$
            """);

        var refused = await Should.ThrowAsync<SchemaException>(() => Schema.InstallAsync(_database, default));

        refused.Message.ShouldContain("function mt_archive_stream");
    }

    [Fact]
    public async Task What_others_add_beside_the_ledgers_own_is_left_alone()
    {
        await Schema.InstallAsync(_database, default);
        await ExecuteAsync("create table ledger.mt_doc_note (id uuid); create index on ledger.mt_events (timestamp)");

        await Schema.InstallAsync(_database, default);
    }

    [Fact]
    public async Task The_expected_shape_is_exactly_that_of_a_fresh_install()
    {
        await Schema.InstallAsync(_database, default);
        await using var connection = await _database.OpenConnectionAsync();

        var found = await SchemaShape.DescribeAsync(connection, default);

        found.Except(SchemaShape.Expected).ShouldBeEmpty();
        SchemaShape.Expected.Except(found).ShouldBeEmpty();
    }

    [Fact]
    public async Task Everything_that_Marten_knows_by_name_is_there()
    {
        await Schema.InstallAsync(_database, default);

        var tables = await ColumnAsync("""
            select relname::text from pg_class
            where relnamespace = 'ledger'::regnamespace and relkind = 'r' and relname like 'mt%' order by 1
            """);
        tables.ShouldBe(["mt_event_progression", "mt_events", "mt_high_water_skips", "mt_streams"]);

        // Checks are ours: Marten leaves them alone.
        var constraints = await ColumnAsync("""
            select conname::text from pg_constraint c join pg_class r on r.oid = conrelid
            where connamespace = 'ledger'::regnamespace and relname like 'mt%' and contype <> 'c' order by 1
            """);
        constraints.ShouldBe(
        [
            "fkey_mt_events_stream_id", "pk_mt_event_progression", "pkey_mt_events_seq_id",
            "pkey_mt_high_water_skips_ending_sequence", "pkey_mt_streams_id",
        ]);

        (await ColumnAsync("select pg_get_serial_sequence('ledger.mt_events', 'seq_id')"))
            .ShouldBe(["ledger.mt_events_sequence"]);
        (await ColumnAsync("""
            select proname || '(' || pg_get_function_arguments(oid) || ') ' || pg_get_function_result(oid)
            from pg_proc where pronamespace = 'ledger'::regnamespace and proname like 'mt%' order by 1
            """)).ShouldBe(
            [
                "mt_archive_stream(streamid character varying) void",
                "mt_mark_event_progression(name character varying, last_encountered bigint) void",
                "mt_quick_append_events(stream character varying, stream_type character varying, "
                + "tenantid character varying, event_ids uuid[], event_types character varying[], "
                + "dotnet_types character varying[], bodies jsonb[], bdatas bytea[], "
                + "causation_ids character varying[], correlation_ids character varying[], headers jsonb[], "
                + "user_names character varying[], timestamps timestamp with time zone[], "
                + "expected_version bigint DEFAULT NULL::bigint) bigint[]",
            ]);
    }

    private async Task<List<string>> ColumnAsync(string sql)
    {
        await using var command = _database.CreateCommand(sql);
        await using var rows = await command.ExecuteReaderAsync();
        var column = new List<string>();
        while (await rows.ReadAsync())
        {
            column.Add(rows.GetString(0));
        }

        return column;
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var command = _database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
