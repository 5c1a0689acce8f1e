using Osms.Ledger.Closing;
using Osms.Ledger.Insured;
using Osms.Ledger.Queries;
using Osms.Ledger.Reconciliation;
using Osms.Ledger.Regulation;
using Osms.Ledger.Store;
using Osms.Ledger.Tests.Budgets;
using Osms.Ledger.Tests.Ledger;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Closing;

/// <summary>Differences of a month's figures are split by cause, and causes explain all of them.</summary>
public sealed class DifferenceTests
{
    private static readonly Month February = new(2026, 2);

    [Fact]
    public async Task Each_cause_is_told_with_its_people_and_sums()
    {
        await using var ledger = await OpenLedger.CreateAsync();
        await ledger.RecordAsync(Grant(1, "registered-unemployed"));
        await ledger.RecordAsync(Region(1, "75"));
        await ledger.RecordAsync(Grant(2, "disabled"));
        await ledger.CloseAsync(February).ShouldBecomeAsync<MonthEvent.MonthClosed>();
        await ledger.RecordAsync(Region(1, "71"));
        await ledger.RecordAsync(Grant(3, "disabled"));
        await ledger.RecordAsync(Grant(4, "disabled"));
        await ledger.RecordAsync(new InsuredCommand.AnnulFact(
            People.Person(2).Digits, 1, "category_granted", "another person's"));

        var answer = await ledger.DifferencesAsync(February);

        var due = new Account(Payer.Republican, null).Due(February, RuleBook.Embedded);
        var (local75, local71) = (
            new Account(Payer.Local, "75").Due(February, RuleBook.Embedded),
            new Account(Payer.Local, "71").Due(February, RuleBook.Embedded));
        answer.Accounts.Select(a => (a.Account.Payer, a.Account.Region, a.From.Persons, a.To.Persons)).ShouldBe(
        [
            (Payer.None, null, 0, 1), (Payer.Republican, null, 1, 2), (Payer.Local, "71", 0, 1),
            (Payer.Local, "75", 1, 0),
        ]);
        answer.Accounts.ShouldAllBe(account => account.Unexplained == default);
        answer.Accounts[1].Causes.ShouldBe(
        [
            new CauseOfDifference(DifferenceCause.CategoryLate, 2, new Sums(2, due * 2, Tenge.Zero)),
            new CauseOfDifference(DifferenceCause.Annulment, 1, new Sums(-1, due * -1, Tenge.Zero)),
        ]);
        answer.Accounts[2].Causes.ShouldBe(
            [new CauseOfDifference(DifferenceCause.RegionChanged, 1, new Sums(1, local71, Tenge.Zero))]);
        answer.Accounts[3].Causes.ShouldBe(
            [new CauseOfDifference(DifferenceCause.RegionChanged, 1, new Sums(-1, local75 * -1, Tenge.Zero))]);
    }

    [Fact]
    public async Task Money_that_is_late_and_money_for_a_wrong_month_are_causes_with_their_sums()
    {
        await using var ledger = await OpenLedger.CreateAsync();
        await ledger.RecordAsync(Grant(1, "disabled"));
        await ledger.RecordAsync(Transfers.Of("A", "75", "2026-02", 100m, "2026-03-05"));
        await ledger.RecordAsync(Transfers.Of("B", "75", "2026-03", 70.5m, "2026-03-05"));
        await ledger.CloseAsync(February).ShouldBecomeAsync<MonthEvent.MonthClosed>();
        await ledger.RecordAsync(Transfers.Of("C", "75", "2026-02", 30m, "2026-04-05"));
        await ledger.RecordAsync(Transfers.Of("D", "republican", "2026-02", 8_108.32m, "2026-04-05"));

        // February's money was meant for March, March's for February.
        await ledger.RecordAsync(Transfers.Of("A-", "75", "2026-02", -100m, "2026-04-06", "A"));
        await ledger.RecordAsync(Transfers.Of("A+", "75", "2026-03", 100m, "2026-04-06"));
        await ledger.RecordAsync(Transfers.Of("B-", "75", "2026-03", -70.5m, "2026-04-06", "B"));
        await ledger.RecordAsync(Transfers.Of("B+", "75", "2026-02", 70.5m, "2026-04-06"));

        var february = await ledger.DifferencesAsync(February);
        var march = await ledger.DifferencesAsync(February + 1, february.From.Value);

        Shown(february).ShouldBe(
        [
            "republican: 0 to 8108.32: transfer-late 8108.32 of 0 people",
            "local 75: 100 to 100.5: transfer-late 100.5 of 0 people, transfer-corrected -100 of 0 people",
        ]);
        Shown(march).ShouldBe(
            ["local 75: 70.5 to 100: transfer-late 100 of 0 people, transfer-corrected -70.5 of 0 people"]);
        february.Accounts.Concat(march.Accounts).ShouldAllBe(account => account.Unexplained == default);

        static IEnumerable<string> Shown(DifferencesAnswer answer) => answer.Accounts.Select(account =>
            $"{Code<Payer>.Of(account.Account.Payer)}{(account.Account.Region is { } region ? $" {region}" : "")}: "
            + $"{account.From.Received} to {account.To.Received}: "
            + string.Join(", ", account.Causes.Select(cause =>
                $"{Code<DifferenceCause>.Of(cause.Cause)} {cause.Change.Received} of {cause.People} people")));
    }

    [Fact]
    public async Task Somebody_who_comes_and_goes_in_many_stretches_of_positions_is_one_person()
    {
        await using var ledger = await OpenLedger.CreateAsync();
        await ledger.RecordAsync(Region(1, "75"));
        await ledger.RecordAsync(Region(2, "75"));
        await ledger.RecordAsync(Grant(1, "registered-unemployed"));
        await ledger.RecordAsync(Grant(2, "registered-unemployed"));
        var begin = (await ledger.SettledAsync()).Value;
        foreach (var (number, region) in new[] { (1, "71"), (2, "71"), (1, "75"), (1, "71") })
        {
            await ledger.RecordAsync(Region(number, region) with { Reference = $"R{begin}" });
            begin += 300_000;
            await ledger.ExecuteAsync($"select setval('ledger.mt_events_sequence', {begin})");
        }

        var answer = await ledger.DifferencesAsync(February, from: 4);

        answer.Accounts.Select(account => (account.Account.Region, account.Causes.Single().People)).ShouldBe(
            [("71", 2L), ("75", 2L)]);
        answer.Accounts.ShouldAllBe(account => account.Unexplained == default);
        var some = await ledger.DifferencesAsync(February, from: 5);
        some.Accounts.Select(account => account.Causes.Single()).Select(cause => (cause.People, cause.Change.Persons))
            .ShouldBe([(1, 1), (1, -1)]);
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    public async Task Causes_explain_every_difference_of_random_histories(int seed)
    {
        await using var ledger = await OpenLedger.CreateAsync();
        var (random, commands, transfers) = (new Random(seed), new RandomCommands(seed), new RandomTransfers(seed));
        for (var round = 0; round < 5; round++)
        {
            await ledger.RecordManyAsync(commands.Take(120, 30));
            await transfers.RecordAsync(ledger, 20);
        }

        var last = (await ledger.SettledAsync()).Value;
        for (var i = 0; i < 25; i++)
        {
            var month = new Month(2024, 1) + random.Next(34);
            var (from, to) = (random.NextInt64(last + 1), random.NextInt64(last + 1));

            var answer = await ledger.DifferencesAsync(month, from, to);

            answer.Accounts.ShouldAllBe(
                account => account.Unexplained == default, $"seed {seed}, {month} from {from} to {to}");
            var (least, most) = (Math.Min(from, to), Math.Max(from, to));
            foreach (var isLate in (bool[])[true, false])
            {
                answer.Accounts.SelectMany(account => account.Causes)
                    .Where(cause => cause.Cause == (isLate
                        ? DifferenceCause.TransferLate
                        : DifferenceCause.TransferCorrected))
                    .Sum(cause => cause.Change.Received.Amount)
                    .ShouldBe(
                        transfers.Recorded
                            .Where(t => t.Position.Value > least && t.Position.Value <= most)
                            .Where(t => t.Sent.Month == month && t.Sent.Corrects is null == isLate)
                            .Sum(t => t.Sent.Amount),
                        $"seed {seed}, {month} from {from} to {to}");
            }
        }
    }

    [Fact]
    public async Task What_was_frozen_with_other_rule_data_is_a_cause_of_its_own()
    {
        await using var ledger = await OpenLedger.CreateAsync();
        await ledger.RecordAsync(Grant(1, "disabled"));
        var at = await ledger.SettledAsync();
        var other = new MonthFigures(
            February, at, [new FigureLine(Payer.Republican, null, 3, Tenge.From(3), Tenge.Zero)], []);
        await ledger.Store.AppendAsync(
            new StreamAppend(MonthStream.IdOf(February), 0,
            [
                new NewEvent(
                    "month_closed", MonthEvent.Serialize(new MonthEvent.MonthClosed(at, "other", other.ToText())),
                    new EventOrigin()),
            ])
            {
                StreamType = MonthStream.Type,
            },
            [], default);

        var account = (await ledger.DifferencesAsync(February)).Accounts.ShouldHaveSingleItem();

        account.From.ShouldBe(new Sums(3, Tenge.From(3), Tenge.Zero));
        account.Causes.ShouldHaveSingleItem().Cause.ShouldBe(DifferenceCause.RulesChanged);
        account.Unexplained.ShouldBe(default);
        (await ledger.Get<MonthStatementQuery>().AskAsync(February, recompute: true, default)).Recomputed
            .ShouldBe(Recomputation.OtherRules);
    }

    [Fact]
    public async Task Control_a_change_without_a_cause_is_unexplained()
    {
        await using var ledger = await OpenLedger.CreateAsync();
        await ledger.RecordAsync(Grant(1, "disabled"));
        var answer = await ledger.DifferencesAsync(February, 0, 1);
        var whole = answer.Accounts.ShouldHaveSingleItem();

        whole.Unexplained.ShouldBe(default);
        (whole with { Causes = [] }).Unexplained.ShouldBe(whole.To - whole.From);
        (await ledger.Get<DifferencesQuery>().AskAsync(February, null, AsOf.Now.Instance, default)).ShouldBeNull();
    }

    private static InsuredCommand.GrantCategory Grant(int number, string category) => new(
        People.Person(number).Digits, category, new DateOnly(2026, 2, 1), null, "certificate");

    private static InsuredCommand.RecordRegion Region(int number, string region) => new(
        People.Person(number).Digits, region, new DateOnly(2026, 1, 1));
}
