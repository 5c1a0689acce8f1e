using System.Text;
using Osms.Ledger.Store;
using Osms.Ledger.Tests.Ledger;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Store;

/// <summary>The driver on Npgsql reads what answers depend on in order, by whatever plan.</summary>
public sealed class LoadFactsTests
{
    private const string Stream = "900101300017";
    private const string Other = "900101300028";
    private const string Nobody = "900101300039";

    private static readonly LedgerPosition All = new(long.MaxValue);

    [Theory]
    [InlineData("-c enable_seqscan=off")]
    [InlineData("-c enable_nestloop=off -c enable_indexscan=off -c enable_bitmapscan=off")]
    public async Task What_events_say_comes_in_order_by_any_plan(string planner)
    {
        await using var ledger = await OpenLedger.CreateAsync();
        await using var planned = await OpenLedger.OpenAsync($"{ledger.ConnectionString};Options={planner}");
        var store = new NpgsqlEventStore(planned.Database, new BulkRole());
        await AppendAsync(store, Stream, 0, "a", "b");
        await AppendAsync(store, Other, 0, "x");
        await AppendAsync(store, Stream, 2, "c");
        await ledger.ExecuteAsync("update ledger.mt_events set user_name = 'last in the heap' where version = 1");

        Said(await store.LoadFactsAsync(Stream, All, default)).ShouldBe(["1 noted a", "2 noted b", "3 noted c"]);
        Said(await store.LoadFactsAsync(Stream, new(2), default)).ShouldBe(["1 noted a", "2 noted b"]);
        Said(await store.LoadFactsAsync(Nobody, All, default)).ShouldBeEmpty();
        var many = await store.LoadFactsAsync([Other, Nobody, Stream], new(2), default);
        many.Select(Said).ShouldBe([[], [], ["1 noted a", "2 noted b"]]);
        (await store.LoadFactsAsync([Other, Stream], All, default)).Select(facts => facts.Count).ShouldBe([1, 3]);
    }

    private static async Task AppendAsync(IEventStore store, string stream, int version, params string[] notes)
    {
        var events = notes.Select(note => new NewEvent(
            "noted", Encoding.UTF8.GetBytes($$"""{"note": "{{note}}"}"""), new EventOrigin("clerk")));
        (await store.AppendAsync(new StreamAppend(stream, version, [.. events]), [], default))
            .ShouldBeOfType<AppendResult.Appended>();
    }

    private static string[] Said(IReadOnlyList<StoredFact> facts) =>
        [.. facts.Select(f => $"{f.Version} {f.Type} {Encoding.UTF8.GetString(f.Data).Split('"')[3]}")];
}
