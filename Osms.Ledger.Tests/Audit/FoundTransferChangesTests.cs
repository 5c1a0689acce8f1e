using Osms.Ledger.Audit;
using Osms.Ledger.Handlers;
using Osms.Ledger.Projections;
using Osms.Ledger.Tests.Budgets;
using Osms.Ledger.Tests.Ledger;

namespace Osms.Ledger.Tests.Audit;

/// <summary>Transfers changed by hand are found, and a rebuild makes their rows again.</summary>
public sealed class FoundTransferChangesTests : IAsyncLifetime
{
    private const string AnotherStream =
        "insert into ledger.mt_streams (id, type, version) values ('purse', 'budget', 0)";

    private OpenLedger _ledger = null!;

    /// <summary>A change, the codes that are found, and whether a rebuild puts it right.</summary>
    public static TheoryData<string, string, bool> Changes() => new()
    {
        { "delete from ledger.budget_transfer where position = 2", "transfer-missing", true },
        { "update ledger.budget_transfer set amount = amount + 1 where position = 2", "transfer-row-differs", true },
        { "update ledger.budget_transfer set corrects = null where position = 3", "transfer-row-differs", true },
        { "update ledger.budget_transfer set payer = '71' where position = 2",
            "transfer-missing transfer-without-event", true },
        { "insert into ledger.budget_transfer values (9, '75', 73, 1, '2026-02-01', 'X', null)",
            "transfer-without-event", true },
        { "update ledger.mt_events set data = data || '{\"amount\": 0.1}' where seq_id = 2",
            "history-impossible", false },
        { "update ledger.mt_events set data = data || '{\"more\": 1}' where seq_id = 2", "event-unreadable", false },
        { "update ledger.mt_events set data = data || '{\"amount\": 10.50}' where seq_id = 2",
            "event-json-differs", false },
        { AnotherStream, "stream-is-no-budget stream-without-events", false },
        { "update ledger.mt_streams set type = 'insured' where id = 'budget-75'",
            "stream-is-no-iin transfer-without-event*2", false },
    };

    public async Task InitializeAsync()
    {
        _ledger = await OpenLedger.CreateAsync();
        await _ledger.RecordAsync(People.Grant(1));
        await _ledger.RecordAsync(Transfers.Of("T1", "75", "2026-02", 10.5m, "2026-02-10"));
        await _ledger.RecordAsync(Transfers.Of("T2", "75", "2026-02", -10, "2026-02-11", "T1"));
        await _ledger.Positions.TickAsync(default);
    }

    public async Task DisposeAsync() => await _ledger.DisposeAsync();

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task A_change_by_hand_is_found_and_a_rebuild_makes_the_rows_again(
        string change, string codes, bool isMadeRight)
    {
        (await FoundAsync()).ShouldBeEmpty();
        var rows = await _ledger.TransferRowsAsync();

        await _ledger.ExecuteAsync(change);

        (await FoundAsync()).ShouldBe(codes);
        if (isMadeRight)
        {
            await _ledger.Get<Rebuild>().RunAsync(null, default);
            (await FoundAsync()).ShouldBeEmpty();
            (await _ledger.TransferRowsAsync()).ShouldBe(rows);
        }
    }

    [Fact]
    public async Task Budgets_are_no_people()
    {
        var report = await _ledger.Get<Verification>().RunAsync(null, 0, null, default);

        (report.People, report.Events, report.PeopleFolded).ShouldBe((1, 3, 1));
        (await _ledger.Get<Rebuild>().RunAsync(null, default)).ShouldBe(1);
    }

    private async Task<string> FoundAsync()
    {
        var report = await VerifyLedgerHandler.Handle(new VerifyLedger(null, 0), _ledger.Get<Verification>(), default);
        return string.Join(' ', report.ByCode.OrderBy(c => c.Key, StringComparer.Ordinal).Select(
            c => c.Value == 1 ? c.Key : $"{c.Key}*{c.Value}"));
    }
}
