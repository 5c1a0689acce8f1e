using Marten;
using Osms.Ledger.Tests.Ledger;
using Weasel.Core;
using Weasel.Postgresql;

namespace Osms.Ledger.Tests.CritterStack;

/// <summary>Marten's own check of the database, and all that it finds: each difference is wanted.</summary>
public sealed class MartenSchemaTests : IAsyncLifetime
{
    /// <summary>Ours under Marten's name: a number is drawn behind the locks.</summary>
    private static readonly string[] OwnBodies =
        ["mt_archive_stream", "mt_mark_event_progression", "mt_quick_append_events"];

    /// <summary>Of Marten's daemon, which does not run here: the read model is written with its events.</summary>
    private static readonly string[] OfTheDaemon =
        ["mt_doc_deadletterevent", "mt_event_progression", "mt_event_projection_floors"];

    /// <summary>Of documents, of which the ledger has none.</summary>
    private static readonly string[] OfDocuments =
    [
        "mt_grams_array", "mt_grams_query", "mt_grams_vector", "mt_immutable_date", "mt_immutable_time",
        "mt_immutable_timestamp", "mt_immutable_timestamptz", "mt_jsonb_append", "mt_jsonb_append_key_value",
        "mt_jsonb_copy", "mt_jsonb_duplicate", "mt_jsonb_fix_null_parent", "mt_jsonb_increment", "mt_jsonb_insert",
        "mt_jsonb_move", "mt_jsonb_patch", "mt_jsonb_path_to_array", "mt_jsonb_remove", "mt_jsonb_remove_key",
        "mt_safe_unaccent",
    ];

    private OpenLedger _ledger = null!;

    public async Task InitializeAsync() => _ledger = await OpenLedger.CreateAsync();

    public async Task DisposeAsync() => await _ledger.DisposeAsync();

    [Fact]
    public async Task Marten_finds_what_it_needs_and_every_difference_is_a_wanted_one()
    {
        var found = await FoundAsync();

        found.Select(d => d.SchemaObject.Identifier.Name).Order(StringComparer.Ordinal).ShouldBe(
            new[] { OwnBodies, OfTheDaemon, OfDocuments, ["mt_streams"] }
                .SelectMany(names => names).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Of_a_stream_Marten_misses_only_what_it_would_note_of_a_compaction()
    {
        var streams = (await FoundAsync()).Single(d => d.SchemaObject.Identifier.Name == "mt_streams");
        var sql = new StringWriter();

        streams.WriteUpdate(new PostgresqlMigrator(), sql);

        sql.ToString().Trim().ShouldBe(
            "alter table ledger.mt_streams add column compacted_version bigint NOT NULL DEFAULT 0;");
    }

    [Fact]
    public async Task Control_a_column_more_among_the_events_is_found()
    {
        await _ledger.ExecuteAsync("alter table ledger.mt_events add column room integer");

        (await FoundAsync()).ShouldContain(d => d.SchemaObject.Identifier.Name == "mt_events");
    }

    [Fact]
    public async Task Marten_changes_nothing_by_itself()
    {
        await using (var session = _ledger.Get<IDocumentStore>().LightweightSession())
        {
            await session.Events.FetchStreamAsync(People.Person(1).Digits);
        }

        (await FoundAsync()).ShouldNotBeEmpty();
        (await _ledger.ColumnAsync<string>("""
            select relname::text from pg_class
            where relnamespace = 'ledger'::regnamespace and relkind = 'r' and relname like 'mt%' order by 1
            """)).ShouldBe(["mt_event_progression", "mt_events", "mt_high_water_skips", "mt_streams"]);
    }

    private async Task<List<ISchemaObjectDelta>> FoundAsync() =>
    [
        .. (await _ledger.Get<IDocumentStore>().Storage.Database.CreateMigrationAsync()).Deltas
            .Where(d => d.Difference != SchemaPatchDifference.None),
    ];
}
