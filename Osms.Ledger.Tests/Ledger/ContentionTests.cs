using Osms.Ledger.Insured;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Ledger;

/// <summary>Many writers at once, on one person and on many.</summary>
public sealed class ContentionTests : IAsyncLifetime
{
    private const int Writers = 16;

    private OpenLedger _ledger = null!;

    public async Task InitializeAsync() => _ledger = await OpenLedger.CreateAsync();

    public async Task DisposeAsync() => await _ledger.DisposeAsync();

    [Fact]
    public async Task Of_sixteen_writers_on_one_person_each_fact_is_recorded_once_and_repeated_to_the_others()
    {
        const int Shared = 4;
        var iin = People.Person(5);
        var results = await AtOnceAsync(async writer =>
        {
            var mine = new List<(string Reference, RecordResult Result)>();
            for (var n = 0; n < 6; n++)
            {
                // Every other one is what all the others send too, in an order of the writer's own.
                var number = n % 2 == 0 ? (writer + n) % Shared : 100 + (writer * 10) + n;
                var payment = People.Payment(iin, number % 24, reference: $"P{number}");
                mine.Add((payment.Reference, await _ledger.RecordAsync(payment)));
            }

            return mine;
        });

        results.ShouldAllBe(r => r.Result is RecordResult.Recorded || r.Result is RecordResult.Repeated);
        foreach (var sent in results.GroupBy(r => r.Reference))
        {
            var recorded = sent.Select(r => r.Result).OfType<RecordResult.Recorded>().ShouldHaveSingleItem();
            sent.Select(r => r.Result).OfType<RecordResult.Repeated>()
                .ShouldAllBe(r => r.Version == recorded.Version && r.Position == recorded.Position);
        }

        var person = (await _ledger.ShouldHoldTogetherAsync())[iin.Digits];
        person.Stored.Count.ShouldBe(Shared + (Writers * 3));
        (await _ledger.LastNumberAsync()).ShouldBe(person.Stored.Count, "a lost race must not draw a number");
    }

    [Theory]
    [InlineData(20261122)]
    [InlineData(20261123)]
    public async Task Sixteen_writers_alone_and_in_batches_on_the_same_people_come_to_a_whole_ledger(int seed)
    {
        var results = await AtOnceAsync(async writer =>
        {
            // All writers send the same commands in another order: who is first records, the others repeat.
            var random = new Random(seed + writer);
            var commands = Commands().OrderBy(_ => random.Next()).ToList();
            var mine = new List<(string Reference, RecordResult Result)>();
            while (commands.Count > 0)
            {
                var some = commands.Take(random.Next(1, 25)).ToList();
                commands.RemoveRange(0, some.Count);
                IReadOnlyList<RecordResult> ended = some.Count < 6
                    ? [await _ledger.RecordAsync(some[0]), .. await _ledger.RecordManyAsync(some.Skip(1))]
                    : await _ledger.RecordManyAsync(some);
                mine.AddRange(some.Zip(ended, (c, r) => ($"{c.Iin} {c.Reference}", r)));
            }

            return mine;
        });

        foreach (var sent in results.GroupBy(r => r.Reference))
        {
            sent.Count(r => r.Result is RecordResult.Recorded).ShouldBe(1, $"seed {seed}: {sent.Key}");
            sent.Count(r => r.Result is RecordResult.Repeated).ShouldBe(Writers - 1, $"seed {seed}: {sent.Key}");
        }

        var people = await _ledger.ShouldHoldTogetherAsync($"seed {seed}");
        people.Values.Sum(p => p.Stored.Count).ShouldBe(Commands().Count, $"seed {seed}");
    }

    private static List<InsuredCommand> Commands() =>
    [
        .. Enumerable.Range(0, 40).SelectMany(person => Enumerable.Range(0, 2)
            .Select(month => (InsuredCommand)People.Payment(People.Person(person), month))),
    ];

    private static async Task<List<(string Reference, RecordResult Result)>> AtOnceAsync(
        Func<int, Task<List<(string Reference, RecordResult Result)>>> write)
    {
        var all = await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(() => write(writer))));
        return [.. all.SelectMany(r => r)];
    }
}
