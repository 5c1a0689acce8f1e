using System.Text.Json;
using Osms.Ledger.Tests.Audit;
using Osms.Ledger.Tests.Ledger;

namespace Osms.Ledger.Tests.Commands;

/// <summary>The verb as a process: what differs is listed, and made right.</summary>
public sealed class RebuildVerbTests(ChangedLedger changed) : IClassFixture<ChangedLedger>
{
    [Fact]
    public async Task Damaged_rows_are_listed_without_an_IIN_and_mended()
    {
        await changed.ChangeAsync("""
            update ledger.coverage set runs = runs || 99::bigint, version = 5 where iin = 'A';
            delete from ledger.insured_state where iin = 'A';
            update ledger.coverage set rules = 1 where iin = 'B';
            update ledger.insured_state set facts = facts || '\x00' where iin = 'B';
            insert into ledger.coverage select 'C', version, position, runs, rules from ledger.coverage where iin = 'A';
            """);
        var before = await RowsAsync();

        var wrong = await RunAsync("--check");
        var json = await RunAsync("--check", "--json");

        (await RowsAsync()).ShouldBe(before, "comparing changes nothing");
        wrong.ShouldEndWith(1).Output.ShouldStartWith("5 findings: 2 people, 7 events");
        wrong.Output.ShouldContain("1 rows of coverage were made with other rule data");
        string[] codes =
        [
            "coverage-runs-differ", "coverage-version-differs", "coverage-without-stream", "state-facts-differ",
            "state-missing",
        ];
        codes.ShouldAllBe(code => wrong.Output.Contains($"  {code}: 1\n"), wrong.Output);

        wrong.Output.ShouldNotMatch("[0-9]{12}");
        JsonDocument.Parse(json.ShouldEndWith(1).Output).RootElement.GetProperty("findings").EnumerateArray()
            .Select(f => f.GetProperty("iin").GetString()).ShouldContain(ChangedLedger.A);

        var rebuilt = await RunAsync();
        rebuilt.ShouldEndWith(0).Output.ShouldMatch("^The read model is rebuilt: 2 people in ");
        rebuilt.Error.ShouldBe("people: 2\nkeys, checks, swap: 3\n");
        (await RunAsync("--check")).ShouldEndWith(0).Output.ShouldStartWith("Nothing is wrong: 2 people, 7 events");
        JsonDocument.Parse((await RunAsync("--json")).ShouldEndWith(0).Output).RootElement
            .GetProperty("people").GetInt64().ShouldBe(2);
        await changed.Ledger.ShouldHoldTogetherAsync();
    }

    [Fact]
    public async Task Rows_of_other_rule_data_alone_are_a_difference_too()
    {
        await changed.ChangeAsync("update ledger.coverage set rules = 1");

        (await RunAsync("--check")).ShouldEndWith(1).Output.ShouldContain("2 rows of coverage were made with other");
    }

    private Task<string> RowsAsync() => changed.Ledger.ScalarAsync<string>("""
        select md5(string_agg(row, ',' order by row)) from (
            select (c.*)::text from ledger.coverage c union all select (i.*)::text from ledger.insured_state i
        ) as t (row)
        """);

    private Task<Ended> RunAsync(params string[] args) => LedgerProgram.RunAsync(
        [("ConnectionStrings__Ledger", changed.Ledger.ConnectionString)], ["rebuild", .. args]);
}
