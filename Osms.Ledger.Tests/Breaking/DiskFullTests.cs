namespace Osms.Ledger.Tests.Breaking;

/// <summary>PostgreSQL's disk is full: a small one, filled by the test.</summary>
public sealed class DiskFullTests
{
    private const int FreeMegabytes = 48;

    [Fact]
    public async Task When_even_the_log_has_no_room_the_server_stops_and_comes_back_with_all_that_was_acknowledged()
    {
        await using var ledger = await BreakableLedger.StartAsync(services: 1, FreeMegabytes);
        var callers = Callers.Start("c", callers: 3, seed: 1, _ => ledger.Service);
        await callers.ReachedAsync(20);

        ledger.Disk!.Fill();
        // The next file of the log does not fit, and without its log PostgreSQL stops at once.
        await ledger.ExecuteAsync("select pg_switch_wal()");
        await ledger.DownAsync();
        var acknowledged = callers.Acknowledged.Count;
        ledger.Disk.Free();

        await ledger.ReadyAgainAsync();
        await callers.ReachedAsync(acknowledged + 10);
        await ledger.ShouldBeWholeAsync(await callers.EndAsync(), []);
    }
}
