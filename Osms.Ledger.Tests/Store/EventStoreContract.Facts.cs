using System.Text;
using Osms.Ledger.Store;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Store;

/// <summary>What events say, without where they came from: what answers depend on.</summary>
public abstract partial class EventStoreContract
{
    private static readonly LedgerPosition All = new(long.MaxValue);

    [Fact]
    public async Task What_events_say_comes_in_order_up_to_a_position()
    {
        await Append(Stream, 0, "a", "b");
        await Append(Other, 0, "x");
        await Append(Stream, 2, "c");

        Said(await _store.LoadFactsAsync(Stream, All, default)).ShouldBe(["1 noted a", "2 noted b", "3 noted c"]);
        Said(await _store.LoadFactsAsync(Stream, new(2), default)).ShouldBe(["1 noted a", "2 noted b"]);
        Said(await _store.LoadFactsAsync(Third, All, default)).ShouldBeEmpty();
        var many = await _store.LoadFactsAsync([Other, Third, Stream], new(2), default);
        many.Select(Said).ShouldBe([[], [], ["1 noted a", "2 noted b"]]);
        (await _store.LoadFactsAsync([Other, Stream], All, default)).Select(facts => facts.Count).ShouldBe([1, 3]);
        (await _store.LoadFactsAsync(Stream, All, default)).Select(fact => fact.Position.Value).ShouldBe([1, 2, 4]);
    }

    [Fact]
    public async Task Many_who_ask_at_once_get_their_own_each_up_to_their_position()
    {
        for (var version = 0; version < 8; version++)
        {
            await Append(Stream, version, $"s{version}");
            await Append(Other, version, $"o{version}");
        }

        var asked = Enumerable.Range(0, 200).Select(n => (
            Name: n % 2 == 0 ? "s" : "o",
            Through: n % 17,
            Facts: _store.LoadFactsAsync(n % 2 == 0 ? Stream : Other, new(n % 17), default))).ToList();

        foreach (var (name, through, facts) in asked)
        {
            // Of two numbers the first is the stream's, the second the other's.
            var count = name == "s" ? (through + 1) / 2 : through / 2;
            Said(await facts).ShouldBe(Enumerable.Range(0, count).Select(n => $"{n + 1} noted {name}{n}"));
        }
    }

    private static string[] Said(IReadOnlyList<StoredFact> facts) =>
        [.. facts.Select(f => $"{f.Version} {f.Type} {Encoding.UTF8.GetString(f.Data).Split('"')[3]}")];
}
