using Npgsql;
using Osms.Ledger.Store;
using Osms.Ledger.Tests.Ledger;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Store;

/// <summary>One event to each of many streams, each on its own.</summary>
public abstract partial class EventStoreContract
{
    private const string Third = "900101300039";

    [Fact]
    public async Task Each_of_many_streams_gets_its_event_with_all_that_was_told_of_it_and_its_row()
    {
        await Append(Stream, 0, "a", "b");
        await Append(Other, 0, "x");
        var nothing = new EventOrigin();
        var before = await _ledger.ScalarAsync<DateTime>("select clock_timestamp()");

        var positions = await _store.AppendEachAsync(
            [new StreamAppend(Other, 1, [Event("y", nothing)]), new StreamAppend(Stream, 2, [Event("c")])],
            [NoteEach([Other, Stream], [2, 3])], default);

        positions.ShouldBe([new LedgerPosition(4), new LedgerPosition(5)]);
        var (mine, others) = (await LastAsync(Stream), await LastAsync(Other));
        (mine.Position, mine.Version, mine.Type, mine.Origin).ShouldBe((positions[1]!.Value, 3, "noted", _origin));
        (others.Position, others.Version, others.Origin).ShouldBe((positions[0]!.Value, 2, nothing));
        mine.RecordedAt.UtcDateTime.ShouldBeGreaterThanOrEqualTo(before);
        mine.RecordedAt.ShouldBeGreaterThanOrEqualTo(others.RecordedAt);
        Short([mine, others]).ShouldBe(["3 noted c", "2 noted y"]);
        (await StreamVersions()).ShouldBe([$"{Stream} 3", $"{Other} 2"]);
        (await Notes()).ShouldBe([$"{Stream} 3 at 5", $"{Other} 2 at 4"]);
        (await _ledger.ScalarAsync<long>("""
            select count(*) from ledger.mt_streams s join ledger.mt_events e
            on e.stream_id = s.id and e.version = s.version and e.timestamp = s.timestamp
            """)).ShouldBe(2);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public async Task A_stream_at_another_version_is_left_out_with_its_row_and_draws_no_number(int expected)
    {
        await Append(Stream, 0, "a", "b");
        await Append(Other, 0, "x");

        var positions = await _store.AppendEachAsync(
            [new StreamAppend(Stream, expected, [Event("c")]), new StreamAppend(Other, 1, [Event("y")])],
            [NoteEach([Stream, Other], [expected + 1, 2])], default);

        positions.ShouldBe([null, new LedgerPosition(4)]);
        (await StreamVersions()).ShouldBe([$"{Stream} 2", $"{Other} 2"]);
        Short(await _store.LoadAsync(Stream, null, default)).ShouldBe(["1 noted a", "2 noted b"]);
        (await Notes()).ShouldBe([$"{Other} 2 at 4"]);
        (await _ledger.LastNumberAsync()).ShouldBe(4);
    }

    [Fact]
    public async Task A_stream_that_is_missing_or_archived_is_left_out()
    {
        await Append(Stream, 0, "a");
        await Append(Other, 0, "x");
        await _ledger.ExecuteAsync($"select ledger.mt_archive_stream('{Stream}')");

        var positions = await _store.AppendEachAsync(
            [
                new StreamAppend(Third, 0, [Event("b")]), new StreamAppend(Stream, 1, [Event("b")]),
                new StreamAppend(Other, 1, [Event("b")]),
            ],
            [], default);

        positions.ShouldBe([null, null, new LedgerPosition(3)]);
        (await StreamVersions()).ShouldBe([$"{Stream} 1", $"{Other} 2"]);
        (await _ledger.LastNumberAsync()).ShouldBe(3);
    }

    [Fact]
    public async Task A_stream_that_somebody_holds_is_left_out_and_not_waited_for()
    {
        await Append(Stream, 0, "a");
        await Append(Other, 0, "x");
        await using var rival = await Rival.BeginAsync(_ledger);
        await rival.StreamAsync(Iin.Parse(Stream));

        var positions = await _store.AppendEachAsync(
            [new StreamAppend(Stream, 1, [Event("b")]), new StreamAppend(Other, 1, [Event("y")])],
            [NoteEach([Stream, Other], [2, 2])], default);

        positions.ShouldBe([null, new LedgerPosition(3)]);
        (await Notes()).ShouldBe([$"{Other} 2 at 3"]);
    }

    [Fact]
    public async Task Of_many_writers_to_the_same_streams_one_appends_to_each_at_a_version()
    {
        await Append(Stream, 0, "a");
        await Append(Other, 0, "x");

        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => _store.AppendEachAsync(
            [.. (writer % 2 == 0 ? new[] { Stream, Other } : [Other, Stream])
                .Select(s => new StreamAppend(s, 1, [Event($"{writer}")]))],
            [], default)));

        results.SelectMany(r => r).Count(p => p is not null).ShouldBe(2);
        (await StreamVersions()).ShouldBe([$"{Stream} 2", $"{Other} 2"]);
        (await _ledger.LastNumberAsync()).ShouldBe(4);
    }

    [Fact]
    public async Task A_row_that_cannot_be_written_undoes_the_events_of_all()
    {
        await Append(Stream, 0, "a");
        await Append(Other, 0, "x");
        await _ledger.ExecuteAsync($"insert into public.notes values ('{Other}', 1, 1)");

        var error = await Should.ThrowAsync<PostgresException>(() => _store.AppendEachAsync(
            [new StreamAppend(Stream, 1, [Event("b")]), new StreamAppend(Other, 1, [Event("y")])],
            [NoteEach([Stream, Other], [2, 2])], default));

        error.SqlState.ShouldBe(PostgresErrorCodes.UniqueViolation);
        (await StreamVersions()).ShouldBe([$"{Stream} 1", $"{Other} 1"]);
        (await Notes()).ShouldBe([$"{Other} 1 at 1"]);
    }

    private static TableWrite NoteEach(string[] streams, long[] versions) => new(
        """
        insert into public.notes (stream, version, position)
        select stream, version, position
        from unnest($1, $2, ledger.appended()) as n (stream, version, position) where position is not null
        """,
        streams,
        versions);

    private async Task<StoredEvent> LastAsync(string stream) => (await _store.LoadAsync(stream, null, default))[^1];
}
