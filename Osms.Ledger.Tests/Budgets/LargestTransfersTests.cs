using Osms.Ledger.Budgets;
using Osms.Ledger.Closing;
using Osms.Ledger.Queries;
using Osms.Ledger.Regulation;
using Osms.Ledger.Tests.Closing;
using Osms.Ledger.Tests.Ledger;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Budgets;

/// <summary>However much budgets transfer, what it comes to is a figure and never an error.</summary>
public sealed class LargestTransfersTests
{
    private const decimal Half = TransferDecider.MostForAMonth / 2;

    private static readonly Month February = new(2026, 2);

    [Fact]
    public async Task All_that_all_budgets_may_transfer_for_a_month_is_added_up_to_the_tiyn()
    {
        await using var ledger = await OpenLedger.CreateAsync();
        string[] payers = ["republican", .. RuleBook.Embedded.Regions.Keys.Order(StringComparer.Ordinal)];
        foreach (var payer in payers)
        {
            // All of it is taken back and is there again, so that causes come to as much as there may be.
            await RecordedAsync(ledger, Transfers.Of("A", payer, "2026-02", Half, "2026-03-01"));
            await RecordedAsync(ledger, Transfers.Of("B", payer, "2026-02", Half - 0.01m, "2026-03-01"));
            await RecordedAsync(ledger, Transfers.Of("C", payer, "2026-02", -Half, "2026-03-01", "A"));
            (await ledger.RecordAsync(Transfers.Of("D", payer, "2026-02", 0.02m, "2026-03-01")))
                .ShouldBeOfType<RecordResult.Refused>().Refusals.Single().CodeText.ShouldBe("month-sum-exceeds");
        }

        var end = await ledger.SettledAsync();
        var answer = (await ledger.Get<ReconciliationQuery>().AskAsync(February, AsOf.Now.Instance, default))
            .ShouldBeOfType<Answered<ReconciliationAnswer>.Found>().Answer.Figures;
        var closed = await ledger.CloseAsync(February).ShouldBecomeAsync<MonthEvent.MonthClosed>();
        var differences = (await ledger.Get<DifferencesQuery>().AskAsync(
                February, new AsOf.Position(LedgerPosition.Start), new AsOf.Position(end), default))
            .ShouldBeOfType<Answered<DifferencesAnswer>.Found>().Answer;

        answer.Received.Amount.ShouldBe(payers.Length * (Half - 0.01m));
        answer.Difference.ShouldBe(answer.Received);
        MonthFigures.Parse(closed.Figures).Own.Select(line => line.Received.Amount).ShouldBe(
            Enumerable.Repeat(Half - 0.01m, payers.Length));
        differences.Accounts.Select(account => account.Causes[0].Change.Received.Amount).ShouldBe(
            Enumerable.Repeat((2 * Half) - 0.01m, payers.Length));
        differences.Accounts.ShouldAllBe(account => account.Unexplained == default);
    }

    private static async Task RecordedAsync(OpenLedger ledger, RecordTransfer transfer) =>
        (await ledger.RecordAsync(transfer)).ShouldBeOfType<RecordResult.Recorded>();
}
