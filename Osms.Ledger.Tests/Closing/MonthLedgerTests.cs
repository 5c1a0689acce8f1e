using Osms.Ledger.Audit;
using Osms.Ledger.Closing;
using Osms.Ledger.Insured;
using Osms.Ledger.Projections;
using Osms.Ledger.Queries;
using Osms.Ledger.Regulation;
using Osms.Ledger.Tests.Budgets;
using Osms.Ledger.Tests.Ledger;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Closing;

/// <summary>Months are closed, stay as they were frozen, and what comes later shows where it arrived.</summary>
public sealed class MonthLedgerTests
{
    private static readonly Month February = new(2026, 2);
    private static readonly Month March = new(2026, 3);
    private static readonly Month April = new(2026, 4);

    [Fact]
    public async Task What_comes_after_the_closing_is_an_adjustment_in_the_month_in_which_it_arrived()
    {
        await using var ledger = await OpenLedger.CreateAsync();
        await ledger.RecordAsync(Grant(1));
        await ledger.RecordAsync(Grant(2));
        await ledger.DateBackAsync(February);

        var closed = await ledger.CloseAsync(February).ShouldBecomeAsync<MonthEvent.MonthClosed>();
        var state = (await ledger.FiguresAsync(February)).Own.ShouldHaveSingleItem();
        state.ShouldBe(new FigureLine(
            Payer.Republican, null, 2, Due(February, new Account(Payer.Republican, null)) * 2, Tenge.Zero));
        closed.Rules.ShouldBe(RuleBook.Embedded.Digest);
        MonthFigures.Parse(closed.Figures).Own.ShouldHaveSingleItem().ShouldBe(state);

        await ledger.RecordAsync(Grant(3));
        await ledger.DateBackAsync(March);

        var due = Due(February, new Account(Payer.Republican, null));
        (await ledger.FiguresAsync(March)).Adjustments.ShouldHaveSingleItem().ShouldBe(new AdjustmentLine(
            February, Payer.Republican, null, 1, due, Tenge.Zero));
        (await ledger.FiguresAsync(April)).Adjustments.ShouldBeEmpty();
        (await ledger.FiguresAsync(February, closed.Position)).ToText().ShouldBe(closed.Figures);
        (await ledger.FiguresAsync(February)).Own.ShouldHaveSingleItem().ShouldBe(state);
    }

    [Fact]
    public async Task A_month_that_is_opened_again_takes_what_comes_then_and_leaves_what_came_before_where_it_is()
    {
        await using var ledger = await OpenLedger.CreateAsync();
        await ledger.RecordAsync(Grant(1));
        await ledger.DateBackAsync(February);
        var first = await ledger.CloseAsync(February).ShouldBecomeAsync<MonthEvent.MonthClosed>();
        await ledger.RecordAsync(Grant(2));
        await ledger.DateBackAsync(March);
        await ledger.ReopenAsync(February, "a list was late").ShouldBecomeAsync<MonthEvent.MonthReopened>();
        await ledger.RecordAsync(Grant(3));
        var second = await ledger.CloseAsync(February).ShouldBecomeAsync<MonthEvent.MonthClosed>();

        MonthFigures.Parse(first.Figures).Own.Single().Persons.ShouldBe(1);
        MonthFigures.Parse(second.Figures).Own.Single().Persons.ShouldBe(2);
        (await ledger.FiguresAsync(March)).Adjustments.Single().Persons.ShouldBe(1);
        (await ledger.KnownAsync(February)).Single().Persons.ShouldBe(3);
        (await ledger.FiguresAsync(February, first.Position)).ToText().ShouldBe(first.Figures);
        (await ledger.FiguresAsync(February, second.Position)).ToText().ShouldBe(second.Figures);
    }

    [Fact]
    public async Task Money_that_comes_after_the_closing_is_an_adjustment_also_when_it_was_for_a_wrong_month()
    {
        await using var ledger = await OpenLedger.CreateAsync();
        await ledger.RecordAsync(Transfers.Of("A", "75", "2026-02", 100m, "2026-03-05"));
        await ledger.DateBackAsync(February);
        var february = await ledger.CloseAsync(February).ShouldBecomeAsync<MonthEvent.MonthClosed>();
        await ledger.RecordAsync(Transfers.Of("B", "75", "2026-02", 30m, "2026-03-25"));
        await ledger.DateBackAsync(March);
        var march = await ledger.CloseAsync(March).ShouldBecomeAsync<MonthEvent.MonthClosed>();

        // Of February's money 60 were meant for March; both months are closed.
        await ledger.RecordAsync(Transfers.Of("A-", "75", "2026-02", -60m, "2026-04-06", "A"));
        await ledger.RecordAsync(Transfers.Of("A+", "75", "2026-03", 60m, "2026-04-06"));
        await ledger.RecordAsync(Transfers.Of("C", "75", "2026-04", 7m, "2026-04-30"));
        await ledger.DateBackAsync(April);

        MonthFigures.Parse(february.Figures).Own.ShouldBe([Received(100)]);
        MonthFigures.Parse(march.Figures).Own.ShouldBeEmpty();
        MonthFigures.Parse(march.Figures).Adjustments.ShouldBe([Adjusted(February, 30)]);
        var april = await ledger.FiguresAsync(April);
        april.Own.ShouldBe([Received(7)]);
        april.Adjustments.ShouldBe([Adjusted(February, -60), Adjusted(March, 60)]);
        (await ledger.KnownAsync(February)).ShouldBe([Received(70)]);
        (await ledger.KnownAsync(March)).ShouldBe([Received(60)]);
        (await ledger.FiguresAsync(February, february.Position)).ToText().ShouldBe(february.Figures);
        (await ledger.FiguresAsync(March, march.Position)).ToText().ShouldBe(march.Figures);

        static FigureLine Received(decimal tenge) => new(Payer.Local, "75", 0, Tenge.Zero, Tenge.From(tenge));

        static AdjustmentLine Adjusted(Month month, decimal tenge) =>
            new(month, Payer.Local, "75", 0, Tenge.Zero, Tenge.From(tenge));
    }

    [Fact]
    public async Task The_same_request_again_is_a_repeat_and_what_cannot_be_is_refused()
    {
        await using var ledger = await OpenLedger.CreateAsync();
        await ledger.RecordAsync(Grant(1));
        await ledger.RecordAsync(Grant(2));

        (await ledger.CloseAsync(new Month(2026, 11)).ShouldBeRefusedAsync()).ShouldBe(ClosingRefusalCode.MonthNotOver);
        (await ledger.CloseAsync(new Month(2019, 12)).ShouldBeRefusedAsync())
            .ShouldBe(ClosingRefusalCode.MonthOutOfRange);
        (await ledger.ReopenAsync(February, "why").ShouldBeRefusedAsync()).ShouldBe(ClosingRefusalCode.MonthNotClosed);
        var closed = (await ledger.CloseAsync(February, new LedgerPosition(2)))
            .ShouldBeOfType<MonthResult.Recorded>();

        foreach (var same in (LedgerPosition?[])[null, new LedgerPosition(2)])
        {
            (await ledger.CloseAsync(February, same)).ShouldBe(
                new MonthResult.Repeated(closed.Position, 1, closed.Event));
        }

        (await ledger.CloseAsync(February, new LedgerPosition(1)).ShouldBeRefusedAsync())
            .ShouldBe(ClosingRefusalCode.MonthClosed);
        (await ledger.CloseAsync(March, new LedgerPosition(1)).ShouldBeRefusedAsync())
            .ShouldBe(ClosingRefusalCode.PositionBeforeLast);
        (await ledger.CloseAsync(March, new LedgerPosition(99))).ShouldBeOfType<MonthResult.Unsettled>();
        (await ledger.ReopenAsync(February, " ").ShouldBeRefusedAsync()).ShouldBe(ClosingRefusalCode.ReasonMissing);
        await ledger.ReopenAsync(February, "why").ShouldBecomeAsync<MonthEvent.MonthReopened>();
        (await ledger.ReopenAsync(February, "why")).ShouldBeOfType<MonthResult.Repeated>().Version.ShouldBe(2);
        (await ledger.ReopenAsync(February, "other").ShouldBeRefusedAsync())
            .ShouldBe(ClosingRefusalCode.MonthNotClosed);
        (await ledger.ClosingsAsync()).All.Select(step => (step.Month, step.Version, step.By)).ShouldBe(
            [(February, 1, "finance"), (February, 2, "finance")]);
    }

    [Fact]
    public async Task Months_closed_at_once_are_closed_one_after_the_other()
    {
        await using var ledger = await OpenLedger.CreateAsync(new LedgerOptions { MaxAttempts = 50 });
        var months = Enumerable.Range(0, 8).Select(n => new Month(2026, 1) + n).ToList();
        await ledger.RecordAsync(Grant(1));
        var results = await Task.WhenAll(months.Select(async month =>
        {
            await ledger.RecordAsync(Grant(10 + (month - February)));
            return await ledger.CloseAsync(month);
        }).Concat(months.Select(month => ledger.CloseAsync(month))));

        results.Count(r => r is MonthResult.Recorded).ShouldBe(months.Count);
        results.Count(r => r is MonthResult.Repeated).ShouldBe(months.Count);
        var steps = (await ledger.ClosingsAsync()).All;
        steps.Select(step => step.Event.Position).ShouldBeInOrder();
        foreach (var step in steps)
        {
            var closed = step.Event.ShouldBeOfType<MonthEvent.MonthClosed>();
            (await ledger.FiguresAsync(step.Month, closed.Position)).ToText().ShouldBe(closed.Figures);
        }
    }

    [Fact]
    public async Task What_was_frozen_is_added_up_the_same_after_later_facts_a_rebuild_and_a_restart()
    {
        await using var ledger = await OpenLedger.CreateAsync();
        var transfers = new RandomTransfers(5);
        await ledger.RecordManyAsync(new RandomCommands(5).Take(200, 20));
        await transfers.RecordAsync(ledger, 100);
        await ledger.CloseAsync(February).ShouldBecomeAsync<MonthEvent.MonthClosed>();
        await ledger.RecordManyAsync(new RandomCommands(6).Take(200, 20));
        await transfers.RecordAsync(ledger, 30);
        await ledger.Get<Rebuild>().RunAsync(null, default);

        (await ledger.Get<Verification>().RunAsync(sample: null, seed: 1, progress: null, default))
            .FindingsTotal.ShouldBe(0);
        await using var restarted = await OpenLedger.OpenAsync(ledger.ConnectionString);
        foreach (var service in (OpenLedger[])[ledger, restarted])
        {
            var statement = await service.Get<MonthStatementQuery>().AskAsync(February, recompute: true, default);
            statement.Recomputed.ShouldBe(Recomputation.Same);
            statement.Figures.Own.ShouldContain(line => line.Received > Tenge.Zero);
        }
    }

    private static Tenge Due(Month month, Account account) => account.Due(month, RuleBook.Embedded);

    private static InsuredCommand.GrantCategory Grant(int number) => new(
        People.Person(number).Digits, "disabled", new DateOnly(2026, 2, 1), null, "certificate");
}
