using Osms.Ledger.Queries;
using Osms.Ledger.Reconciliation;
using Osms.Ledger.Synthetic;
using Osms.Ledger.Tests.Ledger;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Synthetic;

/// <summary>The budgets of a made-up country pay what the ledger expects of them, and sometimes not.</summary>
public sealed class CountryTransfersTests
{
    [Fact]
    public async Task Most_budgets_are_settled_to_the_tiyn_some_are_short_or_late_and_none_pays_too_much()
    {
        var country = Countries.Of(11, 1_500);
        await using var ledger = await OpenLedger.CreateAsync();
        await Countries.ImportAsync(ledger, Countries.Files(country, CountryForm.Csv));
        var lines = new List<BudgetLine>();
        for (var month = country.First; month <= country.Until; month += 1)
        {
            var answer = (await ledger.Get<ReconciliationQuery>().AskAsync(month, AsOf.Now.Instance, default))
                .ShouldBeOfType<Answered<ReconciliationAnswer>.Found>().Answer;
            lines.AddRange(answer.Figures.Budgets);
        }

        var statuses = lines.CountBy(line => line.Status).ToDictionary();
        statuses.Keys.ShouldBe(
            [BudgetStatus.Settled, BudgetStatus.Short, BudgetStatus.NothingReceived], ignoreOrder: true);
        statuses[BudgetStatus.Settled].ShouldBeInRange(lines.Count * 3 / 4, lines.Count * 19 / 20);
        lines.Where(line => line.Status == BudgetStatus.Short).ShouldAllBe(line =>
            line.Received.Amount > line.Expected.Amount * 0.79m);
    }

    [Fact]
    public void Some_are_late_and_some_are_for_a_wrong_month_which_is_put_right()
    {
        var country = Countries.Of(11, 1_500);
        var transfers = country.Transfers();

        transfers.Select(transfer => transfer.ReceivedOn).ShouldBeInOrder();
        transfers.ShouldAllBe(transfer => transfer.ReceivedOn <= country.Until.LastDay);
        transfers.Count(transfer => Month.Of(transfer.ReceivedOn) > transfer.Month && !transfer.Reference.Contains('/'))
            .ShouldBeGreaterThan(5);
        var backs = transfers.Where(transfer => transfer.Corrects is not null).ToList();
        backs.Count.ShouldBeGreaterThan(3);
        foreach (var back in backs)
        {
            var wrong = transfers.Single(transfer => transfer.Reference == back.Corrects);
            var again = transfers.Single(transfer => transfer.Reference == $"{back.Corrects}/again");
            (wrong.Month, wrong.Amount, wrong.Payer).ShouldBe((back.Month, -back.Amount, back.Payer));
            (again.Amount, again.ReceivedOn, again.Payer).ShouldBe((wrong.Amount, back.ReceivedOn, back.Payer));
            Math.Abs(again.Month - wrong.Month).ShouldBe(1);
        }
    }
}
