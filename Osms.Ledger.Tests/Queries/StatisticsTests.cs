using Osms.Ledger.Insured;
using Osms.Ledger.Projections;
using Osms.Ledger.Queries;
using Osms.Ledger.Store;
using Osms.Ledger.Tests.Ledger;
using Osms.Ledger.Tests.Naive;
using Osms.Ledger.Tests.Store;
using Osms.Ledger.Tests.Synthetic;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Queries;

/// <summary>Statistics are what comes of looking at everybody, whatever state the read model is in.</summary>
public sealed class StatisticsTests : IAsyncLifetime
{
    private static readonly DateOnly[] Days =
    [
        new(1963, 11, 22), new(2019, 12, 31), new(2020, 3, 15), new(2024, 2, 29), new(2026, 2, 28),
        new(2026, 10, 31), new(2027, 3, 1), new(2090, 1, 1), DateOnly.MinValue, DateOnly.MaxValue,
    ];

    private OpenLedger _ledger = null!;

    public async Task InitializeAsync() => _ledger = await OpenLedger.CreateAsync();

    public async Task DisposeAsync() => await _ledger.DisposeAsync();

    [Fact]
    public async Task On_every_day_a_country_is_counted_as_if_everybody_were_looked_at()
    {
        const int Seed = 61;
        var country = Countries.Of(Seed, people: 250);
        await _ledger.RecordManyAsync(country.Commands());

        foreach (var day in Days)
        {
            var answer = await AskAsync(day);

            NaiveStatistics.TextOf(answer).ShouldBe(await NaivelyAsync(day, long.MaxValue), $"{day:O}, seed {Seed}");
            answer.On.ShouldBe(day);
            answer.Position.Value.ShouldBe(await _ledger.LastNumberAsync());
            answer.NotInsured.ShouldBe(answer.People - answer.Insured);
        }

        var now = await AskAsync(new DateOnly(2026, 10, 31));
        now.People.ShouldBe(await _ledger.ScalarAsync<long>("select count(*) from ledger.mt_streams"));
        now.ByBasis.Count.ShouldBeGreaterThan(4, "a control");
        now.NotInsuredByWelfareLevel!.Count.ShouldBeGreaterThan(3, "a control");
        now.NotInsuredByWelfareLevel.Sum(line => line.People).ShouldBe(now.Participants - now.Insured);
        now.InsuredPercent.ShouldBe(decimal.Round(100m * now.Insured / now.Participants, 1));
        (await AskAsync(new DateOnly(2019, 12, 31))).InsuredPercent.ShouldBeNull();
    }

    [Fact]
    public async Task At_every_position_random_histories_are_counted_as_if_everybody_were_looked_at()
    {
        for (var seed = 1; seed <= 6; seed++)
        {
            await _ledger.RecordManyAsync(new RandomCommands(seed).Take(60, 40));
            await _ledger.RecordAsync(People.Grant(100 + seed));
        }

        await _ledger.Positions.TickAsync(default);
        var random = new Random(7);
        var last = await _ledger.LastNumberAsync();
        for (var at = last; at >= 0; at -= 1 + random.Next(25))
        {
            var day = new DateOnly(2019, 12, 1).AddDays(random.Next(3_000));

            var answer = await _ledger.Get<StatisticsQuery>().CountAsync(
                day, new LedgerPosition(at), withLevels: true, default);

            NaiveStatistics.TextOf(answer).ShouldBe(await NaivelyAsync(day, at), $"{day:O} at {at}");
        }
    }

    [Theory]
    [InlineData("update ledger.coverage set rules = 0, runs = '{0}' where iin like '5%'")]
    [InlineData("update ledger.coverage set rules = null, runs = '{0}'")]
    [InlineData("update ledger.coverage set version = version - 1, runs = '{0}' where iin like '6%'")]
    [InlineData("delete from ledger.coverage where iin like '7%'")]
    [InlineData("delete from ledger.coverage")]
    [InlineData("delete from ledger.insured_state")]
    [InlineData("update ledger.insured_state set facts = '\\xff00' where iin like '5%'")]
    [InlineData("update ledger.insured_state set version = version - 1")]
    [InlineData("insert into ledger.coverage select '5' || iin, version, position, runs, rules from ledger.coverage")]
    [InlineData("update ledger.coverage set iin = '850412499001' where iin = (select min(iin) from ledger.coverage)")]
    [InlineData("""
        insert into ledger.mt_streams (id, type, version)
        values ('budget-75', 'budget', 1), ('month-2026-01', 'month', 1), ('850412499001', 'insured', 0)
        """)]
    public async Task Whoever_has_no_right_row_is_counted_by_their_events(string damage)
    {
        await _ledger.RecordManyAsync(new RandomCommands(3).Take(200, 40));
        var day = new DateOnly(2026, 3, 3);
        var before = await AskAsync(day);
        await _ledger.ExecuteAsync(damage);

        var after = await AskAsync(day);

        NaiveStatistics.TextOf(after).ShouldBe(NaiveStatistics.TextOf(before));
        before.Position.ShouldBe(after.Position);
        before.People.ShouldBeGreaterThan(30);
    }

    [Fact]
    public async Task Too_many_without_a_right_row_wait_for_the_rebuild()
    {
        await _ledger.RecordManyAsync(Enumerable.Range(0, 5).Select(People.Grant));
        await using var narrow = await OpenLedger.OpenAsync(
            _ledger.ConnectionString, new LedgerOptions { StatisticsFoldedAtMost = 3 });
        await _ledger.ExecuteAsync(
            "update ledger.coverage set rules = 0 where iin in (select iin from ledger.coverage order by iin limit 3)");
        (await AskAsync(new DateOnly(2026, 1, 1), narrow)).People.ShouldBe(5);

        foreach (var damage in (string[])["update ledger.coverage set rules = 0", "delete from ledger.coverage"])
        {
            await _ledger.ExecuteAsync(damage);
            await Should.ThrowAsync<FiguresNotReadyException>(() => AskAsync(new DateOnly(2026, 1, 1), narrow));
        }

        await narrow.Get<Rebuild>().RunAsync(null, default);
        (await AskAsync(new DateOnly(2026, 1, 1), narrow)).People.ShouldBe(5);
    }

    [Fact]
    public async Task While_others_write_and_rebuild_each_answer_is_what_was_known_at_its_position()
    {
        var day = new DateOnly(2024, 9, 1);
        await _ledger.RecordManyAsync(Enumerable.Range(0, 30).Select(n => People.Payment(People.Person(n), 0)));
        using var done = new CancellationTokenSource();
        var writing = Task.Run(async () =>
        {
            for (var n = 0; !done.IsCancellationRequested; n++)
            {
                await _ledger.RecordAsync(People.Payment(People.Person(n % 45), 1 + (n / 45)));
                await _ledger.RecordManyAsync(
                    People.Grant(50 + n), People.Payment(People.Person((n + 20) % 45), 60 + (n / 45)));
            }
        });
        var rebuilding = Task.Run(async () =>
        {
            while (!done.IsCancellationRequested)
            {
                await _ledger.Get<Rebuild>().RunAsync(null, default);
            }
        });

        var answers = new List<StatisticsAnswer>();
        while (answers.Count < 40 && !writing.IsFaulted && !rebuilding.IsFaulted)
        {
            answers.Add(await AskAsync(day));
        }

        await done.CancelAsync();
        await Task.WhenAll(writing, rebuilding);
        foreach (var answer in answers)
        {
            NaiveStatistics.TextOf(answer).ShouldBe(await NaivelyAsync(day, answer.Position.Value));
        }

        answers[^1].People.ShouldBeGreaterThan(answers[0].People, "a control: others wrote meanwhile");
    }

    [Fact]
    public async Task What_was_handed_out_before_the_question_is_waited_for()
    {
        await using var impatient = await OpenLedger.OpenAsync(
            _ledger.ConnectionString, new LedgerOptions { SettlePatience = TimeSpan.FromMilliseconds(60) });
        await using var stalled = await StalledWriter.BeginAsync(_ledger, Stall.AfterTheNumber, People.Person(1));
        var asking = AskAsync(new DateOnly(2026, 1, 1));

        (await impatient.Get<StatisticsQuery>().AskAsync(new DateOnly(2026, 1, 1), levels: false, default))
            .ShouldBe(new Answered<StatisticsAnswer>.Unsettled(new Settlement.NotSettled()));
        await stalled.CommitAsync();

        var answer = await asking;
        (answer.Position.Value, answer.People).ShouldBe((1, 1));
    }

    [Fact]
    public async Task Welfare_levels_are_told_to_who_asks_for_them()
    {
        await _ledger.RecordAsync(People.Grant(1));
        foreach (var (person, level) in new[] { (1, "E"), (2, "D"), (3, "D"), (4, "A"), (4, "B") })
        {
            await _ledger.RecordAsync(new InsuredCommand.RecordWelfareLevel(
                People.Person(person).Digits, level, new DateOnly(2026, 1, level == "B" ? 20 : 1)));
        }

        await _ledger.RecordAsync(new InsuredCommand.RecordRegion(
            People.Person(5).Digits, "75", new DateOnly(2026, 1, 1)));
        await _ledger.RecordAsync(new InsuredCommand.RecordDeparture(
            People.Person(3).Digits, new DateOnly(2026, 1, 15), "death"));

        (await LevelsAsync(new DateOnly(2026, 1, 10))).ShouldBe("A 1, D 2, none 1");
        (await LevelsAsync(new DateOnly(2026, 1, 20))).ShouldBe("B 1, D 1, none 1");
        (await LevelsAsync(new DateOnly(2019, 1, 20))).ShouldBeEmpty();
        (await _ledger.Get<StatisticsQuery>().AskAsync(new DateOnly(2026, 1, 10), levels: false, default))
            .ShouldBeOfType<Answered<StatisticsAnswer>.Found>().Answer.NotInsuredByWelfareLevel.ShouldBeNull();

        async Task<string> LevelsAsync(DateOnly day) => string.Join(
            ", ", (await AskAsync(day)).NotInsuredByWelfareLevel!.Select(line => $"{line.Value} {line.People}"));
    }

    private async Task<StatisticsAnswer> AskAsync(DateOnly day, OpenLedger? of = null) =>
        (await (of ?? _ledger).Get<StatisticsQuery>().AskAsync(day, levels: true, default))
            .ShouldBeOfType<Answered<StatisticsAnswer>.Found>().Answer;

    private async Task<string> NaivelyAsync(DateOnly day, long position)
    {
        var naive = new NaiveStatistics(day);
        foreach (var (iin, person) in await _ledger.PeopleAsync())
        {
            var count = person.Stored.Count(stored => stored.Position.Value <= position);
            List<InsuredEvent> known = [.. person.Events.Take(count)];
            if (known.Count > 0)
            {
                naive.Add(Iin.Parse(iin), known);
            }
        }

        return naive.Text;
    }
}
