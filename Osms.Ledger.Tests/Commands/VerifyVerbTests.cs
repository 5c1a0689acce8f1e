using System.Text.Json;
using Osms.Ledger.Closing;
using Osms.Ledger.Tests.Audit;
using Osms.Ledger.Tests.Closing;
using Osms.Ledger.Tests.Ledger;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Commands;

/// <summary>The verb as a process: what it says and how it ends.</summary>
public sealed class VerifyVerbTests(ChangedLedger changed) : IClassFixture<ChangedLedger>
{
    [Fact]
    public async Task A_ledger_is_told_to_be_right_or_what_is_wrong_with_it_without_an_IIN()
    {
        var clean = await RunAsync("--sample", "1", "--seed", "77");
        await changed.ChangeAsync("""
            update ledger.mt_streams set version = 9 where id = 'A';
            update ledger.mt_events set data = data || '{"payer": "no 150140002346"}' where seq_id = 2;
            update ledger.mt_events set data = data || '{"kind": "by 150140002346"}' where seq_id = 3;
            """);
        var wrong = await RunAsync();
        var json = await RunAsync("--json");

        clean.ShouldEndWith(0).Output.ShouldBe("""
            Nothing is wrong: 2 people, 7 events, settled up to position 7.
            1 of 2 people were read and compared: --seed 77.

            """);
        clean.Error.ShouldBe("tables: 12\npeople: 1\n");
        wrong.ShouldEndWith(1).Output.ShouldStartWith("2 findings: 2 people, 7 events, settled up to position 7.\n");
        wrong.Output.ShouldContain("  stream-version-differs: 1\n");
        wrong.Output.ShouldContain(": expected version 6, found version 9\n");
        wrong.Output.ShouldContain(", position 3, version 3): expected an event of this program, found ");
        wrong.Output.ShouldNotMatch("[0-9]{12}");
        var report = JsonDocument.Parse(json.ShouldEndWith(1).Output).RootElement;
        report.GetProperty("byCode").GetProperty("event-unreadable").GetInt64().ShouldBe(1);
        report.GetProperty("findings").EnumerateArray().Select(f => f.GetProperty("iin").GetString())
            .ShouldBe([ChangedLedger.A, ChangedLedger.A]);
    }

    [Fact]
    public async Task Closed_months_are_added_up_again_and_it_is_said_how_many_were()
    {
        await using var ledger = await OpenLedger.CreateAsync();
        await ledger.RecordAsync(People.Grant(1));
        await ledger.CloseAsync(new Month(2026, 2)).ShouldBecomeAsync<MonthEvent.MonthClosed>();
        await ledger.CloseAsync(new Month(2026, 3)).ShouldBecomeAsync<MonthEvent.MonthClosed>();
        await ledger.Positions.TickAsync(default);
        var same = await RunAsync(ledger);
        await ledger.ExecuteAsync("""
            update ledger.mt_events set data = data || '{"rules": "other"}' where stream_id = 'month-2026-02';
            update ledger.mt_events set data = jsonb_set(data, '{figures}', '"{}"') where stream_id = 'month-2026-03';
            """);
        var another = await RunAsync(ledger);

        same.ShouldEndWith(0).Output.ShouldBe("""
            Nothing is wrong: 1 people, 3 events, settled up to position 3.
            Closings of months that were added up again: 2.

            """);
        same.Error.ShouldEndWith("closed months: 2\n");
        another.ShouldEndWith(1).Output.ShouldContain(
            "Closings of months that were added up again: 1. Not added up: 1, which were frozen with other rule data");
        another.Output.ShouldContain("  closed-month-differs: 1\n");
    }

    private Task<Ended> RunAsync(params string[] args) => RunAsync(changed.Ledger, args);

    private static Task<Ended> RunAsync(OpenLedger ledger, params string[] args) => LedgerProgram.RunAsync(
        [("ConnectionStrings__Ledger", ledger.ConnectionString)], ["verify", .. args]);
}
