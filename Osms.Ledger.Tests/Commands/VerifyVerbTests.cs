using System.Text.Json;
using Osms.Ledger.Tests.Audit;

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

    private Task<Ended> RunAsync(params string[] args) => LedgerProgram.RunAsync(
        [("ConnectionStrings__Ledger", changed.Ledger.ConnectionString)], ["verify", .. args]);
}
