using System.Globalization;
using Osms.Ledger.Store;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Store;

/// <summary>Batches of many streams, as imports write them.</summary>
public abstract partial class EventStoreContract
{
    [Theory]
    [InlineData(true, 11)]
    [InlineData(false, 12)]
    [InlineData(false, 13)]
    public async Task Old_and_new_streams_of_a_large_batch_get_what_they_were_given_in_order(bool together, int seed)
    {
        const int Streams = 120;
        var random = new Random(seed);
        string[] streams = [.. Enumerable.Range(0, Streams).Select(n => $"9001013{n:D5}")];

        // The first third is all new, of the others some are there.
        var old = streams.Where((_, n) => n > Streams / 3 && random.Next(3) == 0).ToHashSet();
        foreach (var stream in old)
        {
            await Append(stream, 0, "old");
        }

        int[] sizes = [.. streams.Select(_ => random.Next(1, 5))];
        int[] orders = [.. Enumerable.Range(0, sizes.Sum())];
        if (!together)
        {
            random.Shuffle(orders.AsSpan(orders.Length / 2));
        }

        var next = 0;
        StreamAppend[] appends = [.. streams.Select((stream, n) => new StreamAppend(
            stream, old.Contains(stream) ? 1 : 0,
            [
                .. orders.AsSpan(Take(sizes[n])).ToArray().Order().Select(
                    order => Event(order.ToString(CultureInfo.InvariantCulture)) with { Order = order }),
            ]))];
        IReadOnlyList<LedgerPosition> positions;
        await using (var batch = await _store.BeginBatchAsync(
            [.. appends.Select(a => new StreamClaim(a.Stream, a.Events.Count))], default))
        {
            positions = await batch.AppendAsync(appends, default);
            await batch.CommitAsync(default);
        }

        var given = appends.SelectMany(a => a.Events).Zip(positions).OrderBy(e => e.First.Order).ToList();
        given.Select(e => e.Second.Value).ShouldBe(
            Enumerable.Range(old.Count + 1, given.Count).Select(n => (long)n), $"seed {seed}");
        var read = await ReadAsync(new(old.Count), new(long.MaxValue));
        read.Select(e => Text(e.Data)).ShouldBe(given.Select(e => Text(e.First.Data)), $"seed {seed}");
        read.ShouldAllBe(e => e.Origin == _origin);
        var loaded = await _store.LoadAsync(streams, null, default);
        foreach (var append in appends)
        {
            loaded[append.Stream].Skip(append.ExpectedVersion).Select(e => Text(e.Data)).ShouldBe(
                append.Events.Select(e => Text(e.Data)), $"seed {seed}");
            loaded[append.Stream].Select(e => e.Version).ShouldBe(
                Enumerable.Range(1, append.ExpectedVersion + append.Events.Count), $"seed {seed}");
        }

        (await _ledger.ColumnAsync<string>("select id || ' ' || type from ledger.mt_streams order by 1"))
            .ShouldBe(streams.Select(stream => $"{stream} insured"));
        (await StreamVersions()).ShouldBe(
            appends.Select(a => $"{a.Stream} {a.ExpectedVersion + a.Events.Count}"));

        Range Take(int count) => (next += count) is var end ? (end - count)..end : default;
    }

    private static string Text(byte[] json) => System.Text.Encoding.UTF8.GetString(json).Split('"')[3];
}
