using Osms.Ledger.Audit;
using Osms.Ledger.Closing;
using Osms.Ledger.Projections;
using Osms.Ledger.Tests.Budgets;
using Osms.Ledger.Tests.Closing;
using Osms.Ledger.Tests.Ledger;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Audit;

/// <summary>Frozen figures that were changed by hand are found, and so is a change of what they rest on.</summary>
public sealed class FoundClosingChangesTests : IAsyncLifetime
{
    private static readonly Month February = new(2026, 2);
    private static readonly Month March = new(2026, 3);

    private OpenLedger _ledger = null!;

    /// <summary>A change, and the codes that are found. February is closed twice, at 3 and 6; March at 8.</summary>
    public static TheoryData<string, string> Changes() => new()
    {
        { Frozen("month-2026-02", 1, "\"persons\":1", "\"persons\":2"), "closed-month-differs" },
        { Frozen("month-2026-02", 3, "\"received\":10.5", "\"received\":10.49"), "closed-month-differs" },
        { Frozen("month-2026-02", 3, "\"region\":\"75\"", "\"region\":\"71\""), "closed-month-differs" },
        { Frozen("month-2026-03", 1, "\"adjustments\":[", "\"adjustments\": ["), "closed-month-differs" },
        { Frozen("month-2026-03", 1, "{", ""), "closed-month-differs" },
        { "update ledger.mt_events set data = data || '{\"position\": 4}' where stream_id = 'month-2026-03'",
            "closed-month-differs history-impossible" },
        { "update ledger.mt_events set data = data || '{\"position\": 99}' where stream_id = 'month-2026-03'",
            "closed-month-differs history-impossible" },
        { "update ledger.mt_events set data = data || '{\"more\": 1}' where stream_id = 'month-2026-03'",
            "event-unreadable" },
        { """
            delete from ledger.mt_events where stream_id = 'month-2026-02' and version = 2;
            update ledger.mt_events set version = 2 where stream_id = 'month-2026-02' and version = 3;
            update ledger.mt_streams set version = 2 where id = 'month-2026-02'
            """, "closed-month-differs history-impossible" },
        { "insert into ledger.mt_streams (id, type, version) values ('month-never', 'month', 0)",
            "stream-is-no-month stream-without-events" },

        // The event and its row say the same: only what was frozen tells.
        { """
            update ledger.mt_events set data = data || '{"amount": 10.6}' where seq_id = 2;
            update ledger.budget_transfer set amount = 1060 where position = 2
            """, "closed-month-differs*2" },
    };

    public async Task InitializeAsync()
    {
        _ledger = await OpenLedger.CreateAsync();
        await _ledger.RecordAsync(People.Grant(1));
        await _ledger.RecordAsync(Transfers.Of("T1", "75", "2026-02", 10.5m, "2026-02-10"));
        await CloseAsync(February, at: 2);
        await _ledger.ReopenAsync(February, "late").ShouldBecomeAsync<MonthEvent.MonthReopened>();
        await _ledger.RecordAsync(People.Grant(2));
        await CloseAsync(February, at: 5);
        await _ledger.RecordAsync(Transfers.Of("T2", "75", "2026-02", -10, "2026-02-11", "T1"));
        await CloseAsync(March, at: 7);
        await _ledger.Positions.TickAsync(default);
    }

    public async Task DisposeAsync() => await _ledger.DisposeAsync();

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task A_change_by_hand_is_found_for_what_it_is(string change, string codes)
    {
        var before = await VerifyAsync();
        (before.FindingsTotal, before.Closings, before.ClosingsNotCompared).ShouldBe((0, 3, 0));

        await _ledger.ExecuteAsync(change);

        string.Join(' ', (await VerifyAsync()).ByCode.Select(
            code => code.Value == 1 ? code.Key : $"{code.Key}*{code.Value}")).ShouldBe(codes);
    }

    [Fact]
    public async Task A_finding_says_which_figure_differs()
    {
        await _ledger.ExecuteAsync(Frozen("month-2026-02", 3, "\"received\":10.5", "\"received\":10.49"));

        (await VerifyAsync()).Findings.ShouldHaveSingleItem().ShouldBe(new Finding(
            "closed-month-differs", "month-2026-02", new(6), 3,
            "2026-02 local 75: 0 persons, 0 expected, 10.5 received",
            "2026-02 local 75: 0 persons, 0 expected, 10.49 received"));
    }

    [Fact]
    public async Task What_other_rule_data_froze_is_counted_and_is_not_wrong_and_so_after_an_unreadable_closing()
    {
        await _ledger.ExecuteAsync(
            "update ledger.mt_events set data = data || '{\"rules\": \"other\"}' where seq_id = 8");
        var other = await VerifyAsync();
        await _ledger.ExecuteAsync("update ledger.mt_events set data = '{}' where seq_id = 8");
        var unreadable = await VerifyAsync();

        (other.FindingsTotal, other.Closings, other.ClosingsNotCompared).ShouldBe((0, 2, 1));
        (unreadable.Closings, unreadable.ClosingsNotCompared).ShouldBe((0, 2));
        unreadable.ByCode.Keys.ShouldBe(["event-unreadable"]);
    }

    [Fact]
    public async Task Months_are_told_one_by_one_and_add_up_again_after_a_rebuild()
    {
        await _ledger.Get<Rebuild>().RunAsync(null, default);
        var told = new List<VerifyProgress>();

        var report = await _ledger.Get<Verification>().RunAsync(null, 0, new Told(told.Add), default);

        (report.FindingsTotal, report.Closings).ShouldBe((0, 3));
        told.Where(step => step.Step == "closed months").Select(step => (step.Done, step.Total))
            .ShouldBe([(0, 3), (1, 3), (2, 3), (3, 3)]);
    }

    private static string Frozen(string stream, int version, string was, string now) => $$"""
        update ledger.mt_events
        set data = jsonb_set(data, '{figures}', to_jsonb(regexp_replace(
            data ->> 'figures', '***={{was}}', '{{now}}')))
        where stream_id = '{{stream}}' and version = {{version}}
        """;

    private Task<MonthEvent.MonthClosed> CloseAsync(Month month, long at) =>
        _ledger.CloseAsync(month, new LedgerPosition(at)).ShouldBecomeAsync<MonthEvent.MonthClosed>();

    private Task<VerifyReport> VerifyAsync() => _ledger.Get<Verification>().RunAsync(null, 0, null, default);

    private sealed class Told(Action<VerifyProgress> tell) : IProgress<VerifyProgress>
    {
        public void Report(VerifyProgress value) => tell(value);
    }
}
