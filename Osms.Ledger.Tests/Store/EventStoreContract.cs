using System.Text;
using Npgsql;
using Osms.Ledger.Store;
using Osms.Ledger.Tests.Ledger;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Store;

/// <summary>What every driver must do, whatever it stands on. Each test has a database of its own.</summary>
public abstract partial class EventStoreContract : IAsyncLifetime
{
    private const string Stream = "900101300017";
    private const string Other = "900101300028";

    private readonly EventOrigin _origin = new("clerk", "request-7", "list.mt102", 12);
    private OpenLedger _ledger = null!;
    private IEventStore _store = null!;

    /// <summary>The driver on a database where the schema is installed.</summary>
    protected abstract Task<IEventStore> OpenAsync(NpgsqlDataSource database, string connectionString);

    /// <summary>Undoes what <see cref="OpenAsync"/> left outside the database.</summary>
    protected virtual Task CloseAsync(NpgsqlDataSource database) => Task.CompletedTask;

    public async Task InitializeAsync()
    {
        _ledger = await OpenLedger.CreateAsync();
        await _ledger.ExecuteAsync("""
            create table public.notes (stream varchar primary key, version bigint not null, position bigint not null)
            """);
        _store = await OpenAsync(_ledger.Database, _ledger.ConnectionString);
    }

    public async Task DisposeAsync()
    {
        await CloseAsync(_ledger.Database);
        await _ledger.DisposeAsync();
    }

    [Fact]
    public async Task A_stream_nobody_wrote_to_has_no_events()
    {
        await Append(Other, 0, "a");

        (await _store.LoadAsync(Stream, null, default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_was_appended_is_loaded_in_order_with_all_that_was_told_of_it()
    {
        var before = await _ledger.ScalarAsync<DateTime>("select clock_timestamp()");
        var first = await Append(Stream, 0, "a", "b");
        await Append(Other, 0, "x");
        var second = await Append(Stream, 2, "c");
        var after = await _ledger.ScalarAsync<DateTime>("select clock_timestamp()");

        var loaded = await _store.LoadAsync(Stream, null, default);

        Short(loaded).ShouldBe(["1 noted a", "2 noted b", "3 noted c"]);
        loaded.Select(e => e.Position).ShouldBe([.. first, .. second]);
        first.Concat(second).ShouldBe(first.Concat(second).Order());
        loaded.ShouldAllBe(e => e.Stream == Stream && e.Origin == _origin);
        loaded.ShouldAllBe(e => e.RecordedAt.UtcDateTime >= before && e.RecordedAt.UtcDateTime <= after);
    }

    [Theory]
    [InlineData(null, null, null, null)]
    [InlineData("clerk", null, null, null)]
    [InlineData(null, "id", "Тізім \"№ 1\"\\.ndjson", null)]
    [InlineData(null, null, null, 9_999_999_999L)]
    public async Task Where_an_event_came_from_is_kept_alone_and_in_a_batch(
        string? by, string? correlation, string? source, long? line)
    {
        var origin = new EventOrigin(by, correlation, source, line);
        await _store.AppendAsync(new StreamAppend(Stream, 0, [Event("a", origin)]), [], default);
        await using (var batch = await _store.BeginBatchAsync([Other], default))
        {
            await batch.AppendAsync([new StreamAppend(Other, 0, [Event("b", origin)])], default);
            await batch.CommitAsync(default);
        }

        (await _store.LoadAsync(Stream, null, default)).ShouldHaveSingleItem().Origin.ShouldBe(origin);
        (await _store.LoadAsync(Other, null, default)).ShouldHaveSingleItem().Origin.ShouldBe(origin);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public async Task An_append_to_another_version_writes_nothing_and_draws_no_number(int expected)
    {
        await Append(Stream, 0, "a", "b");
        var last = await _ledger.LastNumberAsync();

        var result = await _store.AppendAsync(
            new StreamAppend(Stream, expected, [Event("c")]), [Note(Stream, expected + 1)], default);

        result.ShouldBeOfType<AppendResult.Conflict>();
        Short(await _store.LoadAsync(Stream, null, default)).ShouldBe(["1 noted a", "2 noted b"]);
        (await Notes()).ShouldBeEmpty();
        (await _ledger.LastNumberAsync()).ShouldBe(last);
    }

    [Fact]
    public async Task An_append_to_a_stream_that_should_exist_and_does_not_leaves_no_stream()
    {
        var result = await _store.AppendAsync(new StreamAppend(Stream, 1, [Event("a")]), [], default);

        result.ShouldBeOfType<AppendResult.Conflict>();
        (await StreamVersions()).ShouldBeEmpty();
        (await _ledger.LastNumberAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Rows_are_written_with_the_position_just_drawn()
    {
        var result = await _store.AppendAsync(
            new StreamAppend(Stream, 0, [Event("a"), Event("b")]), [Note(Stream, 2), Note(Other, 5)], default);

        var positions = result.ShouldBeOfType<AppendResult.Appended>().Positions;
        (await Notes()).ShouldBe([$"{Stream} 2 at {positions[1]}", $"{Other} 5 at {positions[1]}"]);
    }

    [Fact]
    public async Task A_row_that_cannot_be_written_undoes_the_event_and_is_no_conflict()
    {
        await _store.AppendAsync(new StreamAppend(Stream, 0, [Event("a")]), [Note(Stream, 1)], default);

        // The same primary key twice, in a table that is none of the store's.
        var error = await Should.ThrowAsync<PostgresException>(() => _store.AppendAsync(
            new StreamAppend(Stream, 1, [Event("b")]), [Note(Other, 1), Note(Stream, 2)], default));

        error.SqlState.ShouldBe(PostgresErrorCodes.UniqueViolation);
        Short(await _store.LoadAsync(Stream, null, default)).ShouldBe(["1 noted a"]);
        (await StreamVersions()).ShouldBe([$"{Stream} 1"]);
        (await Notes()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_stream_is_loaded_through_a_position()
    {
        var mine = await Append(Stream, 0, "a", "b");
        var others = await Append(Other, 0, "x");
        await Append(Stream, 2, "c");

        Short(await _store.LoadAsync(Stream, LedgerPosition.Start, default)).ShouldBeEmpty();
        Short(await _store.LoadAsync(Stream, mine[0], default)).ShouldBe(["1 noted a"]);
        Short(await _store.LoadAsync(Stream, others[0], default)).ShouldBe(["1 noted a", "2 noted b"]);
    }

    [Fact]
    public async Task Many_streams_are_loaded_each_in_order_and_through_a_position()
    {
        const string Unknown = "900101300039";
        await Append(Stream, 0, "a");
        await Append(Other, 0, "x", "y");
        var through = await Append(Stream, 1, "b");
        await Append(Other, 2, "z");

        var all = await _store.LoadAsync([Other, Unknown, Stream, Other], null, default);
        var some = await _store.LoadAsync([Stream, Other], through[0], default);

        all.Keys.Order(StringComparer.Ordinal).ShouldBe([Stream, Other]);
        Short(all[Stream]).ShouldBe(["1 noted a", "2 noted b"]);
        Short(all[Other]).ShouldBe(["1 noted x", "2 noted y", "3 noted z"]);
        Short(some[Stream]).ShouldBe(["1 noted a", "2 noted b"]);
        Short(some[Other]).ShouldBe(["1 noted x", "2 noted y"]);
    }

    [Fact]
    public async Task All_streams_are_read_after_a_position_through_another_in_order()
    {
        await Append(Stream, 0, "a");
        var after = await Append(Other, 0, "b");
        await Append(Stream, 1, "c");
        var through = await Append(Other, 1, "d", "e");
        await Append(Stream, 2, "f");

        var read = await ReadAsync(after[0], through[0]);

        Short(read).ShouldBe(["2 noted c", "2 noted d"]);
        read.Select(e => e.Stream).ShouldBe([Stream, Other]);
        (await ReadAsync(through[0], through[0])).ShouldBeEmpty();
    }

    [Fact]
    public async Task Of_many_writers_that_make_the_same_stream_one_succeeds_and_one_number_is_drawn()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => _store.AppendAsync(
            new StreamAppend(Stream, 0, [Event($"{writer}")]), [Note(Stream, writer)], default)));

        var winner = results.ToList().FindIndex(r => r is AppendResult.Appended);
        results.Count(r => r is AppendResult.Conflict).ShouldBe(7);
        Short(await _store.LoadAsync(Stream, null, default)).ShouldBe([$"1 noted {winner}"]);
        (await Notes()).ShouldBe([$"{Stream} {winner} at 1"]);
        (await _ledger.LastNumberAsync()).ShouldBe(1);
    }

    private static TableWrite Note(string stream, long version) => new(
        """
        insert into public.notes (stream, version, position)
        select stream, version, currval('ledger.mt_events_sequence') from unnest($1, $2) as n (stream, version)
        """,
        new[] { stream },
        new[] { version });

    private NewEvent Event(string text, EventOrigin? origin = null) =>
        new("noted", Encoding.UTF8.GetBytes($$"""{"text": "{{text}}"}"""), origin ?? _origin);

    private async Task<IReadOnlyList<LedgerPosition>> Append(string stream, int version, params string[] texts)
    {
        var append = new StreamAppend(stream, version, [.. texts.Select(t => Event(t))]);
        return (await _store.AppendAsync(append, [], default)).ShouldBeOfType<AppendResult.Appended>().Positions;
    }

    private async Task<List<StoredEvent>> ReadAsync(LedgerPosition after, LedgerPosition through)
    {
        var read = new List<StoredEvent>();
        await foreach (var one in _store.ReadAsync(after, through, default))
        {
            read.Add(one);
        }

        return read;
    }

    private Task<List<string>> Notes() => _ledger.ColumnAsync<string>(
        "select stream || ' ' || version || ' at ' || position from public.notes order by stream");

    private Task<List<string>> StreamVersions() =>
        _ledger.ColumnAsync<string>("select id || ' ' || version from ledger.mt_streams order by id");

    private static string[] Short(IEnumerable<StoredEvent> events) =>
        [.. events.Select(e => $"{e.Version} {e.Type} {Encoding.UTF8.GetString(e.Data).Split('"')[3]}")];
}
