using Osms.Ledger.Queries;
using Osms.Ledger.Store;
using Osms.Ledger.Tests.Ledger;
using Osms.Ledger.Tests.Store;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Queries;

/// <summary>Many questions at one position are answered as one by one at that position.</summary>
public sealed class BatchAnswerTests : IAsyncLifetime
{
    private OpenLedger _ledger = null!;

    private CoverageBatchQuery Batch => _ledger.Get<CoverageBatchQuery>();

    public async Task InitializeAsync() => _ledger = await OpenLedger.CreateAsync();

    public async Task DisposeAsync() => await _ledger.DisposeAsync();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task At_every_position_a_batch_is_the_same_as_its_questions_one_by_one(bool readModelIsCurrent)
    {
        const int Seed = 35;
        await _ledger.RecordManyAsync(new RandomCommands(Seed).Take(80, 4));
        if (!readModelIsCurrent)
        {
            await _ledger.ExecuteAsync("update ledger.coverage set rules = 0, runs = '{0}'");
        }

        // The fifth person is one nobody wrote of.
        var questions = Enumerable.Range(0, 30)
            .Select(n => new BatchQuestion(People.Person(n % 5), new DateOnly(2020, 1, 1).AddDays(n * 83))).ToList();
        var last = await _ledger.LastNumberAsync();
        for (var at = 0L; at <= last; at += 3)
        {
            var answers = await Batch.AskAsync(questions, new LedgerPosition(at), default);

            var single = new List<CoverageAnswer>();
            foreach (var (iin, day) in questions)
            {
                var answered = await _ledger.Get<CoverageQuery>().AskAsync(
                    iin, day, new AsOf.Position(new(at)), explain: false, default);
                single.Add(answered.ShouldBeOfType<Answered<CoverageAnswer>.Found>().Answer);
            }

            answers.ShouldBe(single, $"seed {Seed}, position {at}");
        }
    }

    [Fact]
    public async Task What_is_recorded_after_the_position_was_fixed_is_in_no_answer()
    {
        var iin = People.Person(1);
        var day = new DateOnly(2024, 5, 6);
        await _ledger.RecordAsync(People.Grant(2));
        var fixedAt = (await Batch.FixAsync(AsOf.Now.Instance, default)).ShouldBeOfType<Settlement.At>().Position;
        await _ledger.RecordAsync(People.Grant(1));

        var before = await Batch.AskAsync([new(iin, day), new(People.Person(2), day)], fixedAt, default);
        var next = (await Batch.FixAsync(AsOf.Now.Instance, default)).ShouldBeOfType<Settlement.At>().Position;
        var after = await Batch.AskAsync([new(iin, day)], next, default);

        (fixedAt.Value, next.Value).ShouldBe((1, 2));
        before.Select(a => a.Standing.Category).ShouldBe([null, "disabled"]);
        after.Select(a => a.Standing.Category).ShouldBe(["disabled"]);
    }

    [Fact]
    public async Task Now_waits_for_what_was_handed_out_before_it_was_asked()
    {
        await using var stalled = await StalledWriter.BeginAsync(_ledger, Stall.AfterTheNumber, People.Person(1));
        var fixing = Batch.FixAsync(AsOf.Now.Instance, default);
        await using var impatient = await OpenLedger.OpenAsync(
            _ledger.ConnectionString, new LedgerOptions { SettlePatience = TimeSpan.FromMilliseconds(60) });

        (await impatient.Get<CoverageBatchQuery>().FixAsync(AsOf.Now.Instance, default))
            .ShouldBe(new Settlement.NotSettled());
        fixing.IsCompleted.ShouldBeFalse();
        await stalled.CommitAsync();

        (await fixing).ShouldBe(new Settlement.At(new(1)));
    }
}
