using Osms.Ledger.Handlers;
using Osms.Ledger.Import;
using Osms.Ledger.Insured;
using Osms.Ledger.Projections;
using Osms.Ledger.Tests.Import;

namespace Osms.Ledger.Tests.Ledger;

/// <summary>However commands are put together, they end as when decided one by one without a database.</summary>
public sealed class BatchTests
{
    private const int Commands = 240;
    private const int OfPeople = 7;

    public static TheoryData<int, int> SeedsAndSizes => new()
    {
        { 1, 1 }, { 1, 3 }, { 1, 50 }, { 1, Commands }, { 2, 7 }, { 3, 31 }, { 4, Commands },
    };

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task One_by_one_every_command_ends_as_it_does_without_a_database(int seed)
    {
        await using var ledger = await OpenLedger.CreateAsync();
        var random = new RandomCommands(seed);
        var results = new List<string>();
        foreach (var command in random.Take(Commands, OfPeople))
        {
            results.Add(PureLedger.Short(await ledger.RecordAsync(command)));
        }

        results.ShouldBe(random.Expected, $"seed {seed}");
        (await ledger.ShouldHoldTogetherAsync($"seed {seed}")).ShouldBe(random.Pure, $"seed {seed}");
    }

    [Theory]
    [MemberData(nameof(SeedsAndSizes))]
    public async Task In_batches_of_any_size_every_command_ends_as_it_does_alone(int seed, int size)
    {
        await using var ledger = await OpenLedger.CreateAsync();
        var random = new RandomCommands(seed);
        var results = new List<string>();
        foreach (var some in random.Take(Commands, OfPeople).Chunk(size))
        {
            results.AddRange((await ledger.RecordManyAsync(some)).Select(PureLedger.Short));
        }

        results.ShouldBe(random.Expected, $"seed {seed}, batches of {size}");
        (await ledger.ShouldHoldTogetherAsync($"seed {seed}")).ShouldBe(random.Pure, $"seed {seed}, batches of {size}");
    }

    [Fact]
    public void The_random_commands_are_of_every_kind_and_end_in_every_way()
    {
        var random = new RandomCommands(1);
        random.Take(20 * Commands, 20 * OfPeople);

        var happened = random.Pure.Streams.SelectMany(random.Pure.EventsOf).Select(EventCatalogue.NameOf);
        happened.Distinct().ShouldBe(EventCatalogue.Names, ignoreOrder: true);
        random.Expected.Select(e => e.Split(' ')[0]).Distinct().Order().ShouldBe(["recorded", "refused", "repeated"]);
        random.Expected.Count(e => e.StartsWith("recorded", StringComparison.Ordinal))
            .ShouldBeGreaterThan(8 * Commands);
        var refused = random.Expected.Where(e => e.StartsWith("refused", StringComparison.Ordinal));
        refused.Select(e => e.Split(' ')[1]).Distinct().Count().ShouldBeGreaterThan(12);
    }

    [Fact]
    public async Task Positions_follow_the_order_of_the_commands()
    {
        await using var ledger = await OpenLedger.CreateAsync();
        int[] people = [3, 1, 2, 1, 3, 1];
        var commands = people.Select((person, i) => People.Payment(People.Person(person), i)).ToList();

        var results = await ledger.RecordManyAsync(commands);

        results.Select(r => r.ShouldBeOfType<RecordResult.Recorded>().Position.Value).ShouldBe([1, 2, 3, 4, 5, 6]);
        (await ledger.ColumnAsync<string>("select data ->> 'reference' from ledger.mt_events order by seq_id"))
            .ShouldBe(commands.Select(c => c.Reference));
        await ledger.ShouldHoldTogetherAsync();
    }

    [Fact]
    public async Task The_order_of_commands_about_different_people_is_irrelevant()
    {
        const int Seed = 5;
        var random = new RandomCommands(Seed);
        var commands = random.Take(Commands, OfPeople);
        await using var ledger = await OpenLedger.CreateAsync();

        // Person after person, the last one first, each in their own order; then all at once from many writers.
        var people = commands.GroupBy(c => c.Iin).Reverse().ToList();
        await ledger.RecordManyAsync(people.Take(3).SelectMany(p => p));
        await Task.WhenAll(people.Skip(3).Select(p => Task.Run(async () =>
        {
            foreach (var command in p)
            {
                await ledger.RecordAsync(command);
            }
        })));

        (await ledger.ShouldHoldTogetherAsync($"seed {Seed}")).ShouldBe(random.Pure, $"seed {Seed}");
    }

    [Fact]
    public async Task The_largest_amount_that_can_be_sent_stops_neither_its_batch_nor_an_answer()
    {
        await using var ledger = await OpenLedger.CreateAsync();
        var iin = People.Person(1);

        // Too little for the month, then as much as fits: their sum does not.
        var results = await ledger.RecordManyAsync(
            People.Payment(iin, 0, 5m), People.Payment(iin, 0, long.MaxValue / 100, "large"), People.Payment(iin, 1));

        results.ShouldAllBe(r => r is RecordResult.Recorded);
        await ledger.ShouldHoldTogetherAsync();
    }

    [Fact]
    public async Task A_refused_batch_leaves_nothing_and_draws_no_number()
    {
        await using var ledger = await OpenLedger.CreateAsync();

        var results = await ledger.RecordManyAsync(
            new InsuredCommand.AnnulFact(People.Person(1).Digits, 1, "care_sought", "mistake"),
            new InsuredCommand.RefundPayment(People.Person(2).Digits, "R", new DateOnly(2024, 1, 1), "mistaken"),
            People.Payment(People.Person(3), 0, amount: -1m));

        results.Select(r => PureLedger.Short(r).Split(' ')[1])
            .ShouldBe(["fact-unknown", "payment-unknown", "amount-not-positive"]);
        (await ledger.ScalarAsync<long>("select count(*) from ledger.mt_streams")).ShouldBe(0);
        (await ledger.LastNumberAsync()).ShouldBe(0);
    }

    [Theory]
    [InlineData("register.ndjson", 1)]
    [InlineData("register.ndjson", 7)]
    [InlineData("register.ndjson", 2_000)]
    [InlineData("employer-2026-10.mt102", 5)]
    [InlineData("employer-2026-10.mt102", 2_000)]
    public async Task A_file_imported_twice_is_imported_once_whatever_the_size_of_batches(string name, int batchRows)
    {
        await using var ledger = await OpenLedger.CreateAsync(new LedgerOptions { ImportBatchRows = batchRows });

        var first = await ImportAsync(ledger, name);
        var people = await ledger.ShouldHoldTogetherAsync();
        var second = await ImportAsync(ledger, name);

        first.Accepted.ShouldBe(people.Values.Sum(p => p.Stored.Count));
        first.Accepted.ShouldBeGreaterThan(10);
        (second.Accepted, second.Repeated).ShouldBe((0, first.Accepted + first.Repeated));
        (second.Refused, second.Unreadable, second.Rows).ShouldBe((first.Refused, first.Unreadable, first.Rows));
        second.Position.ShouldBe(first.Position);
        second.Problems.ShouldBe(first.Problems);
        (await ledger.LastNumberAsync()).ShouldBe(first.Accepted);
        Stored(await ledger.ShouldHoldTogetherAsync()).ShouldBe(Stored(people));
    }

    private static IEnumerable<string> Stored(Dictionary<string, Person> people) =>
        people.Values.SelectMany(p => p.Stored).Select(e => $"{e.Position} {e.Stream} {e.Version} {e.Origin}");

    private static async Task<ImportReport> ImportAsync(OpenLedger ledger, string name)
    {
        await using var file = File.OpenRead(SampleFiles.PathOf(name));
        var import = new ImportFile(file, null, name, OwnKind.Self, "clerk");
        var result = await ImportFileHandler.Handle(import, ledger.Imports, default);
        return result.ShouldBeOfType<ImportResult.Done>().Report;
    }
}
