using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Osms.Ledger.Coverage;
using Osms.Ledger.Insured;
using Osms.Ledger.Projections;
using Osms.Ledger.Queries;
using Osms.Ledger.Regulation;
using Osms.Ledger.Tests.Ledger;
using Osms.Ledger.Tests.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Queries;

/// <summary>Two programs with different rule data work on one database, and each answers by its own.</summary>
public sealed class OtherRulesTests : IAsyncLifetime
{
    private const int PeopleInAll = 12;

    /// <summary>A self-payer owes more than anybody here pays, and nobody is forgiven a month.</summary>
    private static readonly RuleBook Stricter = RuleFileText.With(data =>
    {
        foreach (var wage in data.At("figures.minimumWage").AsArray())
        {
            wage!["value"] = 900_000;
        }

        data.At("figures.graceMonths.0")["value"] = JsonValue.Create(1);
    });

    private OpenLedger _old = null!;
    private OpenLedger _new = null!;

    public async Task InitializeAsync()
    {
        _old = await OpenLedger.CreateAsync();
        await _old.RecordManyAsync(Enumerable.Range(0, PeopleInAll).SelectMany(Payments));
        _new = await OpenAsync(Stricter);
    }

    public async Task DisposeAsync()
    {
        await _new.DisposeAsync();
        await _old.DisposeAsync();
    }

    [Fact]
    public async Task Each_answers_by_its_own_rules_whoever_wrote_last_and_while_both_write()
    {
        await ShouldAnswerAsync(_old);
        await ShouldAnswerAsync(_new);
        (await AnswerAsync(_old, 0)).Standing.ShouldNotBe((await AnswerAsync(_new, 0)).Standing, "a control");

        OpenLedger[] services = [_old, _new];
        using var done = new CancellationTokenSource();
        var asking = services.Select(service => Task.Run(async () =>
        {
            var asked = 0;
            for (; !done.IsCancellationRequested || asked == 0; asked++)
            {
                var person = asked % PeopleInAll;
                (await AnswerAsync(service, person)).Standing
                    .ShouldBe((await AnswerAsync(service, person, explain: true)).Standing);
            }
        })).ToList();
        await Task.WhenAll(services.Select((service, mine) => Task.Run(async () =>
        {
            for (var round = 0; round < 8; round++)
            {
                var person = ((round * 5) + mine) % PeopleInAll;
                (await service.RecordAsync(
                    People.Payment(People.Person(person), 14 + round, reference: $"s{mine}{round}")))
                    .ShouldBeOfType<RecordResult.Recorded>();
                await service.RecordManyAsync(
                    People.Payment(People.Person(person + 1), 15 + round, reference: $"m{mine}{round}"));
            }
        })));
        await done.CancelAsync();
        await Task.WhenAll(asking);
        (await _old.RecordAsync(People.Payment(People.Person(1), 22, reference: "last of the old")))
            .ShouldBeOfType<RecordResult.Recorded>();
        (await _new.RecordAsync(People.Payment(People.Person(2), 22, reference: "last of the new")))
            .ShouldBeOfType<RecordResult.Recorded>();

        await ShouldAnswerAsync(_old);
        await ShouldAnswerAsync(_new);
        (await TagsAsync()).Count.ShouldBe(2, "a control: rows of both");
    }

    [Fact]
    public async Task A_rebuild_takes_over_the_rows_of_the_other_once()
    {
        (_old.Get<ReadModel>().IsCurrent, _new.Get<ReadModel>().IsCurrent).ShouldBe((true, false));
        await _new.RecordAsync(People.Payment(People.Person(3), 20));

        (await _new.Get<Rebuild>().RunIfOutdatedAsync(null, default)).ShouldBe(PeopleInAll);
        (await _new.Get<Rebuild>().RunIfOutdatedAsync(null, default)).ShouldBeNull();

        (await TagsAsync()).Count.ShouldBe(1);
        (await _new.Get<ReadinessQuery>().AskAsync(default)).ReadModelIsCurrent.ShouldBeTrue();
        (await _old.Get<ReadinessQuery>().AskAsync(default)).ReadModelIsCurrent.ShouldBeFalse();
        await ShouldAnswerAsync(_old);
        await ShouldAnswerAsync(_new);
        (await _old.Get<Rebuild>().RunIfOutdatedAsync(null, default)).ShouldBe(PeopleInAll);
        await _old.ShouldHoldTogetherAsync();
    }

    [Theory]
    [InlineData("update ledger.coverage set rules = null")]
    [InlineData("update ledger.coverage set version = version - 1")]
    [InlineData("delete from ledger.coverage")]
    public async Task What_a_writer_without_these_rows_left_behind_is_made_again(string damage)
    {
        await _old.ExecuteAsync(damage);

        (await _old.Get<Rebuild>().RunAsync(null, default)).ShouldBe(PeopleInAll);

        await _old.ShouldHoldTogetherAsync();
    }

    private static IEnumerable<InsuredCommand> Payments(int person) =>
        Enumerable.Range(0, 14).Select(month => People.Payment(People.Person(person), month));

    private Task<OpenLedger> OpenAsync(RuleBook rules) => OpenLedger.OpenAsync(
        _old.ConnectionString, options: null, services => services.AddSingleton(rules));

    private Task<List<int>> TagsAsync() =>
        _old.ColumnAsync<int>("select distinct rules from ledger.coverage order by rules");

    private static async Task<CoverageAnswer> AnswerAsync(OpenLedger service, int person, bool explain = false)
    {
        var answered = await service.Get<CoverageQuery>().AskAsync(
            People.Person(person), new DateOnly(2024, 9, 1), AsOf.Now.Instance, explain, default);
        return answered.ShouldBeOfType<Answered<CoverageAnswer>.Found>().Answer;
    }

    /// <summary>One by one, as a timeline and as a batch: what the service's own rules make of the events.</summary>
    private static async Task ShouldAnswerAsync(OpenLedger service)
    {
        var rules = service.Get<RuleBook>();
        var settled = await service.Positions.TickAsync(default);
        foreach (var (digits, person) in await service.PeopleAsync())
        {
            var iin = Iin.Parse(digits);
            var timeline = Determination.Of(iin, person.State, rules);
            var runs = await service.Get<TimelineQuery>().AskAsync(iin, AsOf.Now.Instance, default);
            runs.ShouldBeOfType<Answered<TimelineAnswer>.Found>().Answer.Runs.Count
                .ShouldBeLessThanOrEqualTo(timeline.Runs.Count);
            foreach (var run in timeline.Runs.Skip(1))
            {
                var single = await service.Get<CoverageQuery>().AskAsync(
                    iin, run.From!.Value, AsOf.Now.Instance, explain: false, default);
                var batch = await service.Get<CoverageBatchQuery>().AskAsync(
                    [new BatchQuestion(iin, run.From!.Value)], settled, default);
                single.ShouldBeOfType<Answered<CoverageAnswer>.Found>().Answer.Standing.ShouldBe(run.Standing);
                batch.ShouldHaveSingleItem().Standing.ShouldBe(run.Standing);
            }
        }
    }
}
