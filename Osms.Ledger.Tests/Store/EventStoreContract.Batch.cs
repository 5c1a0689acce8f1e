using Osms.Ledger.Store;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Store;

/// <summary>Many streams in one transaction.</summary>
public abstract partial class EventStoreContract
{
    [Fact]
    public async Task A_batch_appends_to_old_and_new_streams_in_the_order_it_is_given()
    {
        await Append(Other, 0, "a");
        await using (var batch = await _store.BeginBatchAsync([Stream, Other, Stream], default))
        {
            batch.Versions.Select(v => $"{v.Key} {v.Value}").Order().ShouldBe([$"{Stream} 0", $"{Other} 1"]);
            var positions = await batch.AppendAsync(
                [new(Other, 1, [Event("b"), Event("c")]), new(Stream, 0, [Event("d")])], default);
            await batch.WriteAsync([Note(Other, 3)], default);
            await batch.CommitAsync(default);

            positions.ShouldBe([new(2), new(3), new(4)]);
        }

        Short(await _store.LoadAsync(Other, null, default)).ShouldBe(["1 noted a", "2 noted b", "3 noted c"]);
        Short(await ReadAsync(new(1), new(9))).ShouldBe(["2 noted b", "3 noted c", "1 noted d"]);
        (await StreamVersions()).ShouldBe([$"{Stream} 1", $"{Other} 3"]);
        (await Notes()).ShouldBe([$"{Other} 3 at 4"]);
    }

    [Fact]
    public async Task Positions_follow_the_order_that_the_events_of_a_batch_are_given()
    {
        await using (var batch = await _store.BeginBatchAsync([Stream, Other], default))
        {
            var positions = await batch.AppendAsync(
            [
                new(Other, 0, [Event("a") with { Order = 1 }, Event("b") with { Order = 4 }]),
                new(Stream, 0, [Event("c"), Event("d") with { Order = 3 }]),
            ],
            default);
            await batch.CommitAsync(default);

            positions.ShouldBe([new(2), new(4), new(1), new(3)]);
        }

        Short(await ReadAsync(new(0), new(9))).ShouldBe(["1 noted c", "1 noted a", "2 noted d", "2 noted b"]);
    }

    [Fact]
    public async Task A_batch_loads_what_it_locked_and_single_writers_go_on_after_it()
    {
        await Append(Stream, 0, "a", "b");
        await using (var batch = await _store.BeginBatchAsync([Other, Stream], default))
        {
            var loaded = await batch.LoadAsync([Stream, Other], default);
            loaded.Keys.ShouldBe([Stream]);
            Short(loaded[Stream]).ShouldBe(["1 noted a", "2 noted b"]);
            await batch.AppendAsync([new(Other, 0, [Event("x")])], default);
            await batch.CommitAsync(default);
        }

        await Append(Other, 1, "y");
        Short(await _store.LoadAsync(Other, null, default)).ShouldBe(["1 noted x", "2 noted y"]);
    }

    [Fact]
    public async Task A_batch_that_expects_another_version_is_a_mistake_and_writes_nothing()
    {
        await Append(Stream, 0, "a");
        await using (var batch = await _store.BeginBatchAsync([Stream], default))
        {
            await Should.ThrowAsync<InvalidOperationException>(
                () => batch.AppendAsync([new(Stream, 0, [Event("b")])], default));
        }

        Short(await _store.LoadAsync(Stream, null, default)).ShouldBe(["1 noted a"]);
        (await _ledger.LastNumberAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task An_archived_stream_is_read_and_takes_no_more_events()
    {
        await Append(Stream, 0, "a");
        await _ledger.ExecuteAsync($"select ledger.mt_archive_stream('{Stream}')");
        await using (var batch = await _store.BeginBatchAsync([Stream], default))
        {
            Short((await batch.LoadAsync([Stream], default))[Stream]).ShouldBe(["1 noted a"]);
            await Should.ThrowAsync<StreamArchivedException>(
                () => batch.AppendAsync([new(Stream, 1, [Event("b")])], default));
        }

        await Should.ThrowAsync<StreamArchivedException>(() => Append(Stream, 1, "b"));
        Short(await _store.LoadAsync(Stream, null, default)).ShouldBe(["1 noted a"]);
    }

    [Fact]
    public async Task A_batch_that_is_not_committed_leaves_nothing()
    {
        await Append(Stream, 0, "a");
        await using (var batch = await _store.BeginBatchAsync([Stream, Other], default))
        {
            await batch.AppendAsync([new(Stream, 1, [Event("b")]), new(Other, 0, [Event("c")])], default);
            await batch.WriteAsync([Note(Stream, 2)], default);
        }

        Short(await ReadAsync(LedgerPosition.Start, new(9))).ShouldBe(["1 noted a"]);
        (await StreamVersions()).ShouldBe([$"{Stream} 1"]);
        (await Notes()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_new_stream_that_gets_no_event_is_dropped_again_and_an_old_one_stays()
    {
        await Append(Stream, 0, "a");
        await using (var batch = await _store.BeginBatchAsync([Stream, Other], default))
        {
            await batch.AppendAsync([], default);
            await batch.CommitAsync(default);
        }

        (await StreamVersions()).ShouldBe([$"{Stream} 1"]);
    }

    [Fact]
    public async Task A_single_writer_waits_for_the_batch_and_then_finds_the_stream_moved_on()
    {
        var batch = await _store.BeginBatchAsync([Stream], default);
        var single = _store.AppendAsync(new StreamAppend(Stream, 0, [Event("single")]), [Note(Stream, 1)], default);
        await _ledger.BlockedAsync(1);
        await batch.AppendAsync([new(Stream, 0, [Event("batch")])], default);
        single.IsCompleted.ShouldBeFalse();
        await batch.CommitAsync(default);
        await batch.DisposeAsync();

        (await single).ShouldBeOfType<AppendResult.Conflict>();
        Short(await _store.LoadAsync(Stream, null, default)).ShouldBe(["1 noted batch"]);
        (await Notes()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_single_writer_that_waited_for_a_batch_in_vain_makes_the_stream_itself()
    {
        var batch = await _store.BeginBatchAsync([Stream], default);
        var single = _store.AppendAsync(new StreamAppend(Stream, 0, [Event("single")]), [], default);
        await _ledger.BlockedAsync(1);

        // The batch drops the stream it made: nothing of it was accepted.
        await batch.CommitAsync(default);
        await batch.DisposeAsync();

        (await single).ShouldBeOfType<AppendResult.Appended>();
        Short(await _store.LoadAsync(Stream, null, default)).ShouldBe(["1 noted single"]);
    }

    [Fact]
    public async Task A_batch_reads_the_version_that_the_writer_it_waited_for_left()
    {
        await Append(Stream, 0, "a");
        await using var first = await _store.BeginBatchAsync([Stream], default);
        var next = _store.BeginBatchAsync([Other, Stream], default);
        await _ledger.BlockedAsync(1);
        await first.AppendAsync([new(Stream, 1, [Event("b")])], default);
        await first.CommitAsync(default);

        await using var second = await next;

        second.Versions[Stream].ShouldBe(2);
        Short((await second.LoadAsync([Stream], default))[Stream]).ShouldBe(["1 noted a", "2 noted b"]);
    }

    [Fact]
    public async Task Batches_and_single_writers_on_the_same_streams_never_block_each_other_for_good()
    {
        const int Seed = 20261122;
        string[] streams = [.. Enumerable.Range(0, 12).Select(n => $"9001013{n:D5}")];
        await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(async () =>
        {
            var random = new Random(Seed + writer);
            for (var round = 0; round < 12; round++)
            {
                // Old and new streams, in any order.
                string[] some = [.. streams.OrderBy(_ => random.Next()).Take(random.Next(1, 7))];
                if (some.Length == 1)
                {
                    var version = (await _store.LoadAsync(some[0], null, default)).Count;
                    await _store.AppendAsync(new StreamAppend(some[0], version, [Event("s")]), [], default);
                    continue;
                }

                var claims = some.Select(s => new StreamClaim(s, random.Next(3)));
                await using var batch = await _store.BeginBatchAsync([.. claims], default);
                var appends = some.Where(_ => random.Next(3) > 0)
                    .Select(s => new StreamAppend(s, batch.Versions[s], [Event("b"), Event("c")]));
                await batch.AppendAsync([.. appends], default);
                if (random.Next(4) > 0)
                {
                    await batch.CommitAsync(default);
                }
            }
        })));

        var all = await ReadAsync(LedgerPosition.Start, new(long.MaxValue));
        all.Count.ShouldBeGreaterThan(100);
        foreach (var stream in all.GroupBy(e => e.Stream))
        {
            // In the order of positions: a stream's versions are contiguous and ascend with them.
            stream.Select(e => e.Version).ShouldBe(Enumerable.Range(1, stream.Count()), $"seed {Seed}, {stream.Key}");
        }

        var counts = all.GroupBy(e => e.Stream).Select(g => $"{g.Key} {g.Count()}").Order(StringComparer.Ordinal);
        (await StreamVersions()).ShouldBe([.. counts], $"seed {Seed}");
    }
}
