using System.Diagnostics;
using Osms.Ledger.Tests.Api;
using Xunit.Abstractions;

namespace Osms.Ledger.Tests.Breaking;

/// <summary>
/// The database is away for some seconds, for a minute and more by hand with <c>OSMS_BREAK_TIMES=20</c>: every call
/// says so in time, and all goes on when it is back.
/// </summary>
public sealed class DatabaseAwayTests(ITestOutputHelper output)
{
    private static readonly (string, string) Timeout = ("Ledger__CommandTimeout", "00:00:02");

    private static readonly TimeSpan LongEnough = TimeSpan.FromSeconds(3 * Moment.Several(1).Count());

    // Two statements in a row, the time to give up a connection, and a busy machine.
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task It_hangs_and_its_connections_stay_open()
    {
        await using var ledger = await BreakableLedger.StartAsync(services: 1, Timeout);
        await TellAsync(
            ledger, ledger.Service, work => new ServerProcesses(ledger.Directory).WhileHeldAsync(work));
    }

    [Fact]
    public async Task It_cannot_be_reached_and_its_connections_break()
    {
        await using var ledger = await BreakableLedger.StartAsync();
        await using var relay = new DatabaseRelay(ledger.ConnectionString);
        using var service = await RunningService.StartAsync(
            ("ConnectionStrings__Ledger", relay.ConnectionString), ("Ledger__ImportBatchRows", "7"), Timeout,
            ("Ledger__SpoolDirectory", Path.Combine(ledger.Directory.Data, "spool")));
        await TellAsync(ledger, service, async work =>
        {
            relay.GoAway();
            await work();
            relay.ComeBack();
        });
    }

    private async Task TellAsync(BreakableLedger ledger, RunningService service, Func<Func<Task>, Task> whileAwayAsync)
    {
        var callers = Callers.Start("c", callers: 3, seed: 1, _ => service);
        await callers.ReachedAsync(20);
        var file = FactFile.Of(seed: 1, "f", rows: 2_000);
        var importing = service.ImportAsync(file);
        await ledger.ReachedAsync(await ledger.LastNumberAsync() + 50, () => importing.IsCompleted);
        var away = Stopwatch.StartNew();
        await whileAwayAsync(async () =>
        {
            importing.IsCompleted.ShouldBeFalse();
            for (var clock = Stopwatch.StartNew(); clock.Elapsed < LongEnough;)
            {
                await ShouldSayLaterAsync(service);
            }
        });

        output.WriteLine($"It was away for {away.Elapsed.TotalSeconds:0} seconds.");
        (await importing).ShouldBe(200).Json.ShouldReport(file, "the file");
        await callers.ReachedAsync(callers.Acknowledged.Count + 10);
        await ledger.ShouldBeWholeAsync(await callers.EndAsync(), file.Facts);
    }

    private static async Task ShouldSayLaterAsync(RunningService service)
    {
        var iin = Fact.Iins.First();
        (await service.GetAsync("/health/live")).ShouldBe(200);
        var clock = Stopwatch.StartNew();
        var replies = await Task.WhenAll(
        [
            service.PostAsync("/v1/coverage", $$"""{"iin":"{{iin}}"}"""),
            service.PostAsync("/v1/coverage", $$"""{"iin":"{{iin}}","explain":false}"""),
            service.PostAsync("/v1/coverage/batch", $$"""{"iins":["{{iin}}"]}"""),
            service.PostAsync("/v1/coverage/timeline", $$"""{"iin":"{{iin}}"}"""),
            service.PostAsync("/v1/history", $$"""{"iin":"{{iin}}"}"""),
            service.PostAsync("/v1/history", $$"""{"iin":"{{iin}}","knownAt":1}"""),

            // Those who ask how the ledger stands do so one after another.
            .. Enumerable.Range(0, 20).Select(_ => service.GetAsync("/health/ready")),
        ]);
        clock.Elapsed.ShouldBeLessThan(Bound);
        foreach (var reply in replies)
        {
            reply.ShouldBeProblem(503, "database-unavailable").RetryAfter.ShouldNotBeNull();
        }
    }
}
