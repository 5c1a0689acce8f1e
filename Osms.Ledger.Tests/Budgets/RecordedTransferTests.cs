using Osms.Ledger.Budgets;
using Osms.Ledger.Queries;
using Osms.Ledger.Tests.Ledger;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Budgets;

/// <summary>What budgets pay in is recorded once, and told for any month and position.</summary>
public sealed class RecordedTransferTests : IAsyncLifetime
{
    private static readonly Month February = Month.Parse("2026-02");

    private OpenLedger _ledger = null!;

    public async Task InitializeAsync() => _ledger = await OpenLedger.CreateAsync();

    public async Task DisposeAsync() => await _ledger.DisposeAsync();

    [Fact]
    public async Task Every_transfer_is_one_event_in_the_stream_of_its_budget_and_one_row()
    {
        await _ledger.RecordAsync(People.Grant(1));
        await RecordAllAsync();

        var streams = "select concat_ws(' ', id, type, version) from ledger.mt_streams order by id";
        (await _ledger.ColumnAsync<string>(streams)).ShouldBe(
            [$"{People.Person(1).Digits} insured 1", "budget-75 budget 3", "budget-republican budget 1"]);
        (await _ledger.TransferRowsAsync()).ShouldBe(
        [
            "2 75 73 1000050 2026-02-10 T1", "3 republican 73 900000000000 2026-02-11 R1",
            "4 75 73 -50 2026-02-12 T2 T1", "5 75 74 1000 2026-03-01 T3",
        ]);
    }

    [Fact]
    public async Task What_came_in_for_a_month_is_told_as_known_at_any_position()
    {
        await RecordAllAsync();
        var transfers = _ledger.Get<TransfersQuery>();

        (await transfers.ReceivedAsync(February, new(3), default)).ShouldBe(
        [
            new ReceivedOfBudget(new("75"), new Tenge(1000000), 2),
            new ReceivedOfBudget(BudgetPayer.Republican, new Tenge(900000000000), 1),
        ]);
        (await transfers.ReceivedAsync(February, new(1), default)).ShouldBe([new(new("75"), new Tenge(1000050), 1)]);
        (await transfers.ReceivedAsync(February, LedgerPosition.Start, default)).ShouldBeEmpty();
        var late = new List<RecordedTransfer>();
        await foreach (var one in transfers.ListAsync(February, new(1), new(3), default))
        {
            late.Add(one);
        }

        late.ShouldBe(
        [
            new(new(2), BudgetPayer.Republican, February, new Tenge(900000000000), new(2026, 2, 11), "R1", null),
            new(new(3), new("75"), February, new Tenge(-50), new(2026, 2, 12), "T2", "T1"),
        ]);
    }

    [Fact]
    public async Task The_same_transfer_again_is_repeated_and_writes_nothing()
    {
        var first = await _ledger.RecordAsync(Transfers.Of("T1", "75", "2026-02", 10.50m, "2026-02-10"));
        var again = await _ledger.RecordAsync(Transfers.Of("T1", "75", "2026-02", 10.5m, "2026-02-10"));

        var recorded = first.ShouldBeOfType<RecordResult.Recorded>();
        again.ShouldBe(new RecordResult.Repeated(recorded.Position, 1, recorded.Event));
        (await _ledger.TransferRowsAsync()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_refused_transfer_leaves_no_stream()
    {
        (await _ledger.RecordAsync(Transfers.Of("T1", "75", "2026-02", -1, "2026-02-10", "T0")))
            .ShouldBeOfType<RecordResult.Refused>().Refusals[0].CodeText.ShouldBe("transfer-unknown");
        (await _ledger.ScalarAsync<long>("select count(*) from ledger.mt_streams")).ShouldBe(0);
    }

    private async Task RecordAllAsync()
    {
        RecordTransfer[] all =
        [
            Transfers.Of("T1", "75", "2026-02", 10_000.50m, "2026-02-10"),
            Transfers.Of("R1", "republican", "2026-02", 9_000_000_000, "2026-02-11"),
            Transfers.Of("T2", "75", "2026-02", -0.5m, "2026-02-12", "T1"),
            Transfers.Of("T3", "75", "2026-03", 10, "2026-03-01"),
        ];
        foreach (var transfer in all)
        {
            (await _ledger.RecordAsync(transfer)).ShouldBeOfType<RecordResult.Recorded>();
        }
    }
}
