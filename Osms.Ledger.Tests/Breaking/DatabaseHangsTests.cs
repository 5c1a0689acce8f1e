using System.Diagnostics;
using Osms.Ledger.Tests.Api;
using Xunit.Abstractions;

namespace Osms.Ledger.Tests.Breaking;

/// <summary>
/// The server is held: connections do not break, they hang. Some seconds, or a minute each by hand with
/// <c>OSMS_BREAK_TIMES=10</c>.
/// </summary>
public sealed class DatabaseHangsTests(ITestOutputHelper output)
{
    private static readonly TimeSpan CommandTimeout = TimeSpan.FromSeconds(2);

    // Two statements in a row, the time to give up a connection, and a busy machine.
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Every_call_is_answered_with_503_in_time_and_all_goes_on_when_the_server_does()
    {
        await using var ledger = await BreakableLedger.StartAsync(
            services: 1, ("Ledger__CommandTimeout", CommandTimeout.ToString()));
        var callers = Callers.Start("c", callers: 3, seed: 1, _ => ledger.Service);
        await callers.ReachedAsync(20);
        var file = FactFile.Of(seed: 1, "f", rows: 400);
        var importing = ledger.ImportAsync(file);
        await ledger.ReachedAsync(await ledger.LastNumberAsync() + 50, () => importing.IsCompleted);
        var held = Stopwatch.StartNew();
        await new ServerProcesses(ledger.Directory).WhileHeldAsync(async () =>
        {
            foreach (var _ in Moment.Several(1))
            {
                await ShouldSayLaterAsync(ledger.Service);
            }
        });

        output.WriteLine($"The server was held for {held.Elapsed.TotalSeconds:0} seconds.");
        (await importing).ShouldReport(file, "the file");
        await ledger.ReadyAgainAsync();
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
