using Osms.Ledger.Projections;
using Osms.Ledger.Tests.Commands;
using Osms.Ledger.Tests.Ledger;
using Osms.Ledger.Tests.Projections;
using Xunit.Abstractions;

namespace Osms.Ledger.Tests.Breaking;

/// <summary>
/// A rebuild is killed half-way, or the server under it: the live rows are as they were, and the next one cleans up.
/// </summary>
public sealed class RebuildKilledTests(ITestOutputHelper output)
{
    private const int PeopleInAll = 3_000;
    private const int Moments = 3;

    private const string Rows = """
        select md5(string_agg(row, ',' order by row)) from (
            select (c.*)::text from ledger.coverage c union all select (i.*)::text from ledger.insured_state i
            union all select ('ledger.coverage'::regclass::oid, 'ledger.insured_state'::regclass::oid)::text
        ) as t (row)
        """;

    private const string AnyLeft = "select to_regclass('ledger.coverage_next') is not null";

    [Fact]
    public async Task The_program_is_killed_while_it_reads_and_while_it_holds_all_its_locks()
    {
        await using var ledger = await OpenLedger.CreateAsync();
        await FillAsync(ledger);
        var gate = new RebuildGate(ledger);
        var before = await ledger.ScalarAsync<string>(Rows);
        var settings = new[] { ("ConnectionStrings__Ledger", ledger.ConnectionString) };
        var halfWay = 0;
        foreach (var moment in Moment.Several(Moments))
        {
            using var program = LedgerProgram.Start(settings, "rebuild");
            await gate.BecomesAsync(AnyLeft);
            await moment.ALittleLaterAsync();
            await program.KillAsync();
            await GoneAsync(gate);

            (await ledger.ScalarAsync<string>(Rows)).ShouldBe(before, $"{moment}");
            halfWay += await ledger.ScalarAsync<bool>(AnyLeft) ? 1 : 0;
            (await ledger.Get<Rebuild>().RunIfOutdatedAsync(null, default)).ShouldBeNull();
            (await ledger.ScalarAsync<bool>(AnyLeft)).ShouldBeFalse("a service that starts cleans up");
        }

        await gate.CloseAsync();
        using (var program = LedgerProgram.Start(settings, "rebuild"))
        {
            await gate.ReachedAsync();
            await program.KillAsync();
        }

        await gate.OpenAsync();
        await GoneAsync(gate);
        output.WriteLine($"{halfWay} kills half-way");
        halfWay.ShouldBe(Moment.Several(Moments).Count());
        (await ledger.ScalarAsync<string>(Rows)).ShouldBe(before, "killed with the new tables in place, uncommitted");
        (await LedgerProgram.RunAsync(settings, "rebuild")).ShouldEndWith(0);
        (await ledger.ScalarAsync<bool>(AnyLeft)).ShouldBeFalse();
        await ledger.ShouldHoldTogetherAsync();
    }

    [Fact]
    public async Task The_server_is_killed_under_it()
    {
        await using var broken = await BreakableLedger.StartAsync();
        await using (var whole = await OpenLedger.OpenAsync(broken.ConnectionString))
        {
            await FillAsync(whole);
        }

        var settings = new[] { ("ConnectionStrings__Ledger", broken.ConnectionString) };
        var failed = 0;
        foreach (var moment in Moment.Several(Moments))
        {
            await using var ledger = await OpenLedger.OpenAsync(broken.ConnectionString);
            var gate = new RebuildGate(ledger);
            var before = await ledger.ScalarAsync<string>(Rows);
            using var program = LedgerProgram.Start(settings, "rebuild");
            await gate.BecomesAsync(AnyLeft);
            await moment.ALittleLaterAsync();

            await broken.KillPostgresAsync(moment.Random);

            var ended = await program.EndAsync();
            await broken.ReadyAgainAsync();
            await using var again = await OpenLedger.OpenAsync(broken.ConnectionString);
            failed += ended.ExitCode == 1 ? 1 : 0;
            if (ended.ExitCode == 1)
            {
                ended.Error.ShouldNotContain("   at ", customMessage: $"{moment}");
                (await again.ScalarAsync<string>(Rows)).ShouldBe(before, $"{moment}");
            }

            (await LedgerProgram.RunAsync(settings, "rebuild")).ShouldEndWith(0);
            (await again.ScalarAsync<bool>(AnyLeft)).ShouldBeFalse($"{moment}");
            await again.ShouldHoldTogetherAsync($"{moment}");
        }

        output.WriteLine($"{failed} rebuilds were cut off");
        failed.ShouldBeGreaterThan(0);
    }

    private static async Task FillAsync(OpenLedger ledger)
    {
        await ledger.RecordManyAsync(Enumerable.Range(0, PeopleInAll).Select(People.Grant));
        await ledger.RecordManyAsync(
            Enumerable.Range(0, PeopleInAll).Select(n => People.Payment(People.Person(n), n % 20)));
    }

    /// <summary>Waits until the server has noticed that the program is gone.</summary>
    private static Task GoneAsync(RebuildGate gate) => gate.BecomesAsync("""
        select count(*) = 0 from pg_locks
        where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())
        """);
}
