using Osms.Ledger.Coverage;
using Osms.Ledger.Insured;
using Osms.Ledger.Projections;
using Osms.Ledger.Queries;
using Osms.Ledger.Regulation;
using Osms.Ledger.Store;
using Osms.Ledger.Tests.Ledger;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Queries;

/// <summary>Answers now and as known at T are what the events up to then come to, by whatever road.</summary>
public sealed class AnswerTests : IAsyncLifetime
{
    private const string OtherDigest =
        "update ledger.read_model set rules_digest = 'another law'; update ledger.coverage set rules = 0";

    private const string WrongRuns = "update ledger.coverage set runs = array[(7305::bigint << 32) | 1]";

    private static readonly DateOnly Day = new(2024, 6, 1);
    private static readonly RuleBook Rules = RuleBook.Embedded;

    private OpenLedger _ledger = null!;

    public async Task InitializeAsync() => _ledger = await OpenLedger.CreateAsync();

    public async Task DisposeAsync() => await _ledger.DisposeAsync();

    [Fact]
    public async Task Now_by_one_lookup_is_the_same_as_by_the_fold()
    {
        const int Seed = 31;
        await _ledger.RecordManyAsync(new RandomCommands(Seed).Take(250, 6));
        var settled = await _ledger.Positions.TickAsync(default);
        foreach (var (digits, person) in await _ledger.PeopleAsync())
        {
            var iin = Iin.Parse(digits);
            var timeline = Determination.Of(iin, person.State, Rules);
            foreach (var day in Days(timeline))
            {
                var found = await AskAsync(iin, day);
                var explained = await AskAsync(iin, day, explain: true);

                found.ShouldBe(Expected(iin, day, settled, timeline), $"seed {Seed}");
                (explained with { Why = null, Hints = null, WaysBack = null }).ShouldBe(found, $"seed {Seed}");
                explained.Why.ShouldNotBeNull().ShouldNotBeEmpty();
            }
        }
    }

    [Fact]
    public async Task Every_day_as_known_at_every_position_is_determined_from_the_events_up_to_it()
    {
        const int Seed = 32;
        var random = new RandomCommands(Seed);
        await _ledger.RecordManyAsync(random.Take(60, 2));
        foreach (var command in random.Take(20, 2))
        {
            await _ledger.RecordAsync(command);
        }

        var people = await _ledger.PeopleAsync();
        var last = people.Values.Max(p => p.Stored[^1].Position);
        for (var at = LedgerPosition.Start; at <= last; at = new(at.Value + 1))
        {
            var known = new AsOf.Position(at);
            foreach (var (digits, person) in people)
            {
                var iin = Iin.Parse(digits);
                var prefix = InsuredState.Fold(person.Events.Take(person.Stored.Count(e => e.Position <= at)));
                var timeline = Determination.Of(iin, prefix, Rules);
                foreach (var day in Days(timeline).Take(8).Append(Day))
                {
                    (await AskAsync(iin, day, known)).ShouldBe(Expected(iin, day, at, timeline), $"seed {Seed}, {at}");
                }

                var history = await _ledger.Get<HistoryQuery>().AskAsync(
                    iin, Day, LedgerPosition.Start, known, default);
                history.ShouldBeOfType<Answered<HistoryAnswer>.Found>().Answer.Events.Select(e => e.Stored.Position)
                    .ShouldBe(person.Stored.Select(e => e.Position).Where(p => p <= at));
            }
        }
    }

    [Fact]
    public async Task The_timeline_now_and_as_known_now_is_the_same()
    {
        await _ledger.RecordManyAsync(new RandomCommands(33).Take(150, 4));
        var settled = await _ledger.Positions.TickAsync(default);
        foreach (var iin in (await _ledger.PeopleAsync()).Keys.Select(Iin.Parse))
        {
            var now = await TimelineAsync(iin, AsOf.Now.Instance);
            var known = await TimelineAsync(iin, new AsOf.Position(settled));

            now.Position.ShouldBe(settled);
            known.Position.ShouldBe(settled);
            now.Runs.ShouldBe(known.Runs);
            now.Runs.Skip(1).Select(r => r.From).ShouldBe(now.Runs.SkipLast(1).Select(r => r.Through?.AddDays(1)));
        }
    }

    [Fact]
    public async Task Now_without_an_explanation_comes_from_the_row_and_with_one_from_the_events()
    {
        // A control: what the row says is what is answered, right or wrong.
        await _ledger.RecordAsync(People.Grant(1));
        await _ledger.ExecuteAsync(WrongRuns);

        (await AskAsync(People.Person(1), Day)).Standing.Bases.ShouldBe(Bases.Transition);
        (await AskAsync(People.Person(1), Day, explain: true)).Standing.Basis.ShouldBe(Basis.Category);
    }

    [Fact]
    public async Task About_somebody_nobody_wrote_of_there_is_an_answer_from_no_facts()
    {
        await _ledger.RecordAsync(People.Grant(1));
        var iin = People.Person(2);
        var settled = await _ledger.Positions.TickAsync(default);

        var answer = await AskAsync(iin, Day);

        answer.ShouldBe(Expected(iin, Day, settled, Determination.Of(iin, InsuredState.Empty, Rules)));
        (await _ledger.ScalarAsync<long>("select count(*) from ledger.mt_streams")).ShouldBe(1);
    }

    [Fact]
    public async Task An_answer_carries_the_persons_own_last_position_when_the_high_water_is_behind()
    {
        await _ledger.RecordAsync(People.Grant(1));
        await _ledger.Positions.TickAsync(default);
        await _ledger.RecordAsync(People.Grant(2));
        await _ledger.RecordAsync(People.Grant(3));

        (await AskAsync(People.Person(1), Day)).Position.ShouldBe(new LedgerPosition(1));
        (await AskAsync(People.Person(2), Day)).Position.ShouldBe(new LedgerPosition(2));
        (await AskAsync(People.Person(2), Day, explain: true)).Position.ShouldBe(new LedgerPosition(2));
    }

    [Fact]
    public async Task What_cannot_be_answered_says_why()
    {
        var ahead = await _ledger.Get<CoverageQuery>().AskAsync(
            People.Person(1), Day, new AsOf.Position(new(7)), explain: false, default);

        ahead.ShouldBe(new Answered<CoverageAnswer>.Unsettled(new Settlement.PositionAhead(LedgerPosition.Start)));
    }

    [Fact]
    public async Task On_other_rule_data_answers_come_from_the_events_until_a_rebuild()
    {
        await _ledger.RecordManyAsync(new RandomCommands(34).Take(80, 3));
        _ledger.Get<ReadModel>().IsCurrent.ShouldBeTrue();
        await _ledger.ExecuteAsync($"{OtherDigest}; {WrongRuns}");

        await using var service = await OpenLedger.OpenAsync(_ledger.ConnectionString);
        service.Get<ReadModel>().IsCurrent.ShouldBeFalse();
        await ShouldAnswerRightAsync(service);

        // Commands go on; their rows are new and right, the table as a whole is not yet.
        await service.RecordAsync(People.Grant(50));
        service.Get<ReadModel>().IsCurrent.ShouldBeFalse();
        await service.Get<Rebuild>().RunAsync(progress: null, default);

        service.Get<ReadModel>().IsCurrent.ShouldBeTrue();
        await service.ShouldHoldTogetherAsync();
        await ShouldAnswerRightAsync(service);
        await using var next = await OpenLedger.OpenAsync(_ledger.ConnectionString);
        next.Get<ReadModel>().IsCurrent.ShouldBeTrue();
    }

    [Fact]
    public async Task An_empty_ledger_is_taken_over_and_one_without_a_digest_is_not()
    {
        await _ledger.RecordAsync(People.Grant(1));
        await _ledger.ExecuteAsync("delete from ledger.read_model");

        await using var service = await OpenLedger.OpenAsync(_ledger.ConnectionString);

        service.Get<ReadModel>().IsCurrent.ShouldBeFalse();
    }

    private static async Task ShouldAnswerRightAsync(OpenLedger service)
    {
        foreach (var (digits, person) in await service.PeopleAsync())
        {
            var iin = Iin.Parse(digits);
            var timeline = Determination.Of(iin, person.State, Rules);
            foreach (var day in Days(timeline))
            {
                var answered = await service.Get<CoverageQuery>().AskAsync(
                    iin, day, AsOf.Now.Instance, explain: false, default);
                answered.ShouldBeOfType<Answered<CoverageAnswer>.Found>().Answer.Standing.ShouldBe(timeline.On(day));
            }
        }
    }

    private static IEnumerable<DateOnly> Days(Timeline timeline) =>
        timeline.Runs.Skip(1).SelectMany(r => new[] { r.From!.Value.AddDays(-1), r.From.Value });

    private static CoverageAnswer Expected(Iin iin, DateOnly day, LedgerPosition position, Timeline timeline)
    {
        var (since, through) = timeline.Unbroken(day);
        return new CoverageAnswer(
            iin, day, position, Rules.RegulationOn(day)?.Version, Rules.Digest, timeline.On(day), since, through);
    }

    private async Task<CoverageAnswer> AskAsync(Iin iin, DateOnly day, AsOf? known = null, bool explain = false)
    {
        var answered = await _ledger.Get<CoverageQuery>().AskAsync(
            iin, day, known ?? AsOf.Now.Instance, explain, default);
        return answered.ShouldBeOfType<Answered<CoverageAnswer>.Found>().Answer;
    }

    private async Task<TimelineAnswer> TimelineAsync(Iin iin, AsOf known)
    {
        var answered = await _ledger.Get<TimelineQuery>().AskAsync(iin, known, default);
        return answered.ShouldBeOfType<Answered<TimelineAnswer>.Found>().Answer;
    }
}
