using Osms.Ledger.Budgets;
using Osms.Ledger.Closing;
using Osms.Ledger.Queries;
using Osms.Ledger.Regulation;
using Osms.Ledger.Tests.Budgets;
using Osms.Ledger.Tests.Ledger;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Closing;

/// <summary>
/// Random histories that arrive at random, months closed and opened at random: what is booked anywhere for a month adds
/// up to the month as it is known, and what was frozen stays as it was.
/// </summary>
public sealed class NothingIsLostTests
{
    private const int Rounds = 12;
    private const int CommandsOfARound = 60;

    private static readonly Month First = new(2024, 1);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task What_is_booked_anywhere_for_a_month_adds_up_to_the_month(int seed)
    {
        await using var ledger = await OpenLedger.CreateAsync();
        var (random, commands, transfers) = (new Random(seed), new RandomCommands(seed), new RandomTransfers(seed));
        var recordedIn = new Month(2026, 1);
        for (var round = 0; round < Rounds; round++)
        {
            await ledger.RecordManyAsync(commands.Take(CommandsOfARound, 25));
            await transfers.RecordAsync(ledger, random.Next(8));
            await ledger.DateBackAsync(recordedIn);
            recordedIn += random.Next(recordedIn < new Month(2026, 10) ? 3 : 1);

            for (var steps = random.Next(5); steps > 0; steps--)
            {
                await StepAsync(ledger, random, RandomMonth(random));
            }
        }

        await ledger.DateBackAsync(recordedIn);
        var closings = await ledger.ClosingsAsync();
        closings.All.Count.ShouldBeGreaterThan(10, $"seed {seed}");
        (await WrongAsync(ledger, closings, closings)).ShouldBeEmpty($"seed {seed}");
        await ReceivedShouldBeAsync(ledger, transfers);
        foreach (var step in closings.All)
        {
            if (step.Event is MonthEvent.MonthClosed closed)
            {
                (await ledger.FiguresAsync(step.Month, closed.Position)).ToText()
                    .ShouldBe(closed.Figures, $"seed {seed}, {step.Month} version {step.Version}");
            }
        }
    }

    [Fact]
    public async Task Control_a_closing_that_is_forgotten_leaves_figures_that_do_not_add_up()
    {
        await using var ledger = await OpenLedger.CreateAsync();
        var (commands, transfers) = (new RandomCommands(7), new RandomTransfers(7));
        await ledger.RecordManyAsync(commands.Take(CommandsOfARound, 10));
        await ledger.DateBackAsync(new Month(2026, 9));
        foreach (var month in Enumerable.Range(18, 6).Select(n => First + n))
        {
            await ledger.CloseAsync(month).ShouldBecomeAsync<MonthEvent.MonthClosed>();
        }

        await ledger.RecordManyAsync(commands.Take(CommandsOfARound, 10));
        await transfers.RecordAsync(ledger, 30);
        await ledger.DateBackAsync(new Month(2026, 10));
        var closings = await ledger.ClosingsAsync();

        (await WrongAsync(ledger, closings, closings)).ShouldBeEmpty();
        (await WrongAsync(ledger, new Closings([]), closings)).ShouldNotBeEmpty();
        (await WrongAsync(ledger, closings, new Closings([]))).ShouldNotBeEmpty();
    }

    // A month's own figures as some closings have it, the adjustments in all months as others do.
    private static async Task<List<Month>> WrongAsync(OpenLedger ledger, Closings ofOwn, Closings ofAdjustments)
    {
        var at = await ledger.SettledAsync();
        var query = ledger.Get<MonthFiguresQuery>();
        Month[] months = [.. Enumerable.Range(0, 36).Select(n => First + n)];
        var sheets = months.ToDictionary(month => month, _ => new AccountSheet(RuleBook.Embedded));
        foreach (var month in months)
        {
            var own = await query.AskAsync(month, at, ofOwn, default);
            var others = ofAdjustments == ofOwn ? own : await query.AskAsync(month, at, ofAdjustments, default);
            foreach (var line in own.Own)
            {
                sheets[month].AddPersons(month, new Account(line.Payer, line.Region), line.Persons);
                sheets[month].AddReceived(month, new Account(line.Payer, line.Region), line.Received);
            }

            foreach (var line in others.Adjustments)
            {
                sheets[line.Month].AddPersons(line.Month, new Account(line.Payer, line.Region), line.Persons);
                sheets[line.Month].AddReceived(line.Month, new Account(line.Payer, line.Region), line.Received);
            }
        }

        var wrong = new List<Month>();
        foreach (var month in months)
        {
            var known = await ledger.KnownAsync(month);
            if (!sheets[month].FiguresOf(month, at).Own.SequenceEqual(known))
            {
                wrong.Add(month);
            }
        }

        return wrong;
    }

    // By what was sent, added up without the ledger.
    private static async Task ReceivedShouldBeAsync(OpenLedger ledger, RandomTransfers transfers)
    {
        transfers.Recorded.Count(recorded => recorded.Sent.Corrects is not null).ShouldBeGreaterThan(5);
        foreach (var (payer, month) in transfers.Recorded.Select(r => (r.Sent.Payer, r.Sent.Month)).Distinct())
        {
            var account = Account.Of(new BudgetPayer(payer));
            (await ledger.KnownAsync(month))
                .Where(line => new Account(line.Payer, line.Region) == account)
                .Select(line => line.Received).SingleOrDefault()
                .ShouldBe(transfers.SumOf(payer, month), $"{payer} {month}");
        }
    }

    private static async Task StepAsync(OpenLedger ledger, Random random, Month month)
    {
        var closings = await ledger.ClosingsAsync();
        if (closings.Standing(month) is not null)
        {
            await ledger.ReopenAsync(month, "late").ShouldBecomeAsync<MonthEvent.MonthReopened>();
            return;
        }

        // Now, or at any position that may still be named.
        var (last, settled) = (closings.LastPosition.Value, (await ledger.SettledAsync()).Value);
        LedgerPosition? at = random.Next(2) == 0 ? null : new LedgerPosition(random.NextInt64(last, settled + 1));
        await ledger.CloseAsync(month, at).ShouldBecomeAsync<MonthEvent.MonthClosed>();
    }

    private static Month RandomMonth(Random random) =>
        random.Next(2) == 0 ? new Month(2026, 1) + random.Next(10) : First + random.Next(34);
}
