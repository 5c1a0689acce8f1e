using Osms.Ledger.Insured;
using Osms.Ledger.Projections;
using Osms.Ledger.Queries;
using Osms.Ledger.Reconciliation;
using Osms.Ledger.Regulation;
using Osms.Ledger.Tests.Ledger;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Queries;

/// <summary>Figures at any position are what everybody's facts up to it come to.</summary>
public sealed class FigureSumsTests : IAsyncLifetime
{
    private static readonly RuleBook Rules = RuleBook.Embedded;
    private static readonly Month[] Months =
        [new(2020, 1), new(2021, 3), new(2025, 12), new(2026, 1), new(2026, 2), new(2026, 11), new(2031, 5)];

    private OpenLedger _ledger = null!;

    public async Task InitializeAsync() => _ledger = await OpenLedger.CreateAsync();

    public async Task DisposeAsync() => await _ledger.DisposeAsync();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Sums_are_those_of_everybodys_facts_at_positions_inside_and_at_the_ends_of_stretches(int seed)
    {
        await FillAsync(seed);
        var random = new Random(seed);
        var last = await _ledger.ScalarAsync<long>("select last_value from ledger.mt_events_sequence");
        await _ledger.HighWater.WaitAsync(new LedgerPosition(last), TimeSpan.FromSeconds(30), default);
        long[] positions = [0, 1, 262_144, 262_145, 2 * 262_144, last, .. Enumerable.Range(0, 4)
            .Select(_ => random.NextInt64(last)), .. await _ledger.ColumnAsync<long>(
            "select seq_id from ledger.mt_events order by md5(seq_id::text) limit 8")];
        foreach (var at in positions.Select(p => new LedgerPosition(p)))
        {
            await CompareAsync(at, $"seed {seed}, position {at}");
        }

        // Sums that are there already give the same as those just made.
        await CompareAsync(positions.Select(p => new LedgerPosition(p)).Max(), $"seed {seed}, again");
        (await _ledger.ScalarAsync<long>("select count(*) from ledger.figure_stretch")).ShouldBe(2);
    }

    [Fact]
    public async Task A_rebuild_changes_no_figure()
    {
        await FillAsync(3);
        var last = new LedgerPosition(await _ledger.ScalarAsync<long>(
            "select last_value from ledger.mt_events_sequence"));
        await _ledger.HighWater.WaitAsync(last, TimeSpan.FromSeconds(30), default);
        var before = await Sums.PayersAsync(new Month(2026, 2), last, default);

        await _ledger.Get<Rebuild>().RunAsync(null, default);

        (await _ledger.ScalarAsync<long>("select count(*) from ledger.figure_stretch")).ShouldBe(0);
        (await Sums.PayersAsync(new Month(2026, 2), last, default)).ShouldBe(before);
        await CompareAsync(last, "after a rebuild");
    }

    [Fact]
    public async Task Who_asks_at_once_gets_the_same()
    {
        await FillAsync(4);
        var last = new LedgerPosition(await _ledger.ScalarAsync<long>(
            "select last_value from ledger.mt_events_sequence"));
        await _ledger.HighWater.WaitAsync(last, TimeSpan.FromSeconds(30), default);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(
            _ => Sums.PayersAsync(new Month(2026, 2), last, default)));

        answers.ShouldAllBe(answer => answer.SequenceEqual(answers[0]));
        await CompareAsync(last, "after eight at once");
    }

    [Fact]
    public async Task Changes_that_were_made_with_other_rule_data_are_not_added_up()
    {
        await FillAsync(5);
        var at = _ledger.HighWater.Current;
        await _ledger.ExecuteAsync("update ledger.contribution_lot set rules = 1 where (stretch, places[1]) = "
            + "(select stretch, max(places[1]) from ledger.contribution_lot group by 1 order by 1 desc limit 1)");
        await _ledger.HighWater.LookAsync(default);

        await Should.ThrowAsync<FiguresNotReadyException>(
            () => Sums.PayersAsync(new Month(2026, 2), _ledger.HighWater.Current, default));

        (await Sums.PayersAsync(new Month(2026, 2), at, default)).ShouldBeEmpty();
    }

    private FigureSums Sums => _ledger.Get<FigureSums>();

    // Some at the beginning, some around the end of the first stretch and some in the third.
    private async Task FillAsync(int seed)
    {
        var commands = new RandomCommands(seed).Take(450, people: 40);
        await _ledger.RecordManyAsync(commands.Take(150));
        await _ledger.ExecuteAsync("select setval('ledger.mt_events_sequence', 262100)");
        foreach (var command in commands.Skip(150).Take(150))
        {
            await _ledger.RecordAsync(command);
        }

        await _ledger.ExecuteAsync("select setval('ledger.mt_events_sequence', 524280)");
        await _ledger.RecordManyAsync(commands.Skip(300));
        await _ledger.ShouldHoldTogetherAsync($"seed {seed}");
    }

    private async Task CompareAsync(LedgerPosition at, string about)
    {
        var people = new List<(Iin Iin, InsuredState State, Person Person)>();
        foreach (var stream in await _ledger.ColumnAsync<string>("select id from ledger.mt_streams"))
        {
            var person = Person.From(await _ledger.Store.LoadAsync(stream, at, default));
            if (person.Events.Count > 0)
            {
                people.Add((Iin.Parse(stream), person.State, person));
            }
        }

        foreach (var month in Months)
        {
            var expected = people
                .CountBy(p => PayerCode.Of(MonthPayer.Of(p.Iin, p.State, Rules, month), Rules)!.Value)
                .OrderBy(count => count.Key)
                .Select(count => new PayerCount(count.Key, count.Value));
            (await Sums.PayersAsync(month, at, default)).ShouldBe(expected, $"{about}, {month}");
        }

        (await Sums.ContributionsAsync(at, default)).ShouldBe(
            people.SelectMany(p => p.State.Payments.Select(payment => (p.Iin, Payment: payment)))
                .GroupBy(p => (p.Payment.Period, p.Payment.Kind))
                .OrderBy(g => g.Key.Period).ThenBy(g => g.Key.Kind)
                .Select(g => new ContributionSum(
                    g.Key.Period, g.Key.Kind, g.Count(),
                    g.Where(p => p.Payment.RefundedOn is null).Select(p => p.Iin).Distinct().Count(),
                    Sum(g.Select(p => p.Payment)), g.Count(p => p.Payment.RefundedOn is not null),
                    Sum(g.Select(p => p.Payment).Where(p => p.RefundedOn is not null)))),
            about);
    }

    private static Tenge Sum(IEnumerable<PaymentFact> payments) => new(payments.Sum(p => p.Amount.Tiyn));
}
