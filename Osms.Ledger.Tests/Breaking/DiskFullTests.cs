using Osms.Ledger.Tests.Api;
using Osms.Ledger.Tests.Hosting;
using Xunit.Abstractions;

namespace Osms.Ledger.Tests.Breaking;

/// <summary>PostgreSQL's disk is full: a small one, filled by the test.</summary>
public sealed class DiskFullTests(ITestOutputHelper output)
{
    private const int FreeMegabytes = 48;
    private const int MostFacts = 5_000;

    [Fact]
    public async Task Commands_and_files_say_so_nothing_is_half_written_and_all_goes_on_when_there_is_room()
    {
        await using var ledger = await BreakableLedger.StartAsync(services: 1, FreeMegabytes);
        var random = new Random(1);
        var acknowledged = new List<Acknowledged>();
        // The log has room: only the tables grow.
        await ledger.ExecuteAsync("select pg_switch_wal()");
        await ledger.ExecuteAsync("checkpoint");

        ledger.Disk!.Fill();
        var refused = await FirstRefusedAsync(ledger, random, acknowledged);

        output.WriteLine($"{acknowledged.Count} facts found room.");
        (await ledger.Service.RecordAsync(refused)).ShouldBeFull();
        var question = $$"""{"iin":"{{refused.Iin}}"}""";
        (await ledger.Service.PostAsync("/v1/coverage", question)).ShouldBe(200);
        (await ledger.Service.PostAsync("/v1/history", question)).ShouldBe(200);
        var file = FactFile.Of(seed: 1, "f", rows: 400);
        (await ledger.Service.ImportAsync(file)).ShouldBeFull();

        ledger.Disk.Free();

        (await ledger.ImportAsync(file)).Json.ShouldReport(file, "the file");
        var reply = (await ledger.Service.RecordAsync(refused)).ShouldBe(201);
        acknowledged.Add(new Acknowledged(refused, reply.Position, reply["version"].GetInt32()));
        await ledger.ShouldBeWholeAsync(acknowledged, file.Facts);
        await ledger.ShouldRepeatAsync(acknowledged);
    }

    [Fact]
    public async Task When_even_the_log_has_no_room_the_server_stops_and_comes_back_with_all_that_was_acknowledged()
    {
        await using var ledger = await BreakableLedger.StartAsync(services: 1, FreeMegabytes);
        var callers = Callers.Start("c", callers: 3, seed: 1, _ => ledger.Service);
        await callers.ReachedAsync(20);
        var file = FactFile.Of(seed: 1, "f", rows: 400);
        var importing = ledger.Service.ImportAsync(file);
        await Eventually.TrueAsync(
            async () => (await ledger.Service.GetAsync($"/v1/imports/{file.Id}")).Status == 200, "It is not accepted.");
        await ledger.ReachedAsync(await ledger.LastNumberAsync() + 50, () => importing.IsCompleted);

        ledger.Disk!.Fill();
        importing.IsCompleted.ShouldBeFalse();
        // The next file of the log does not fit, and without its log PostgreSQL stops at once.
        await ledger.ExecuteAsync("select pg_switch_wal()");
        await ledger.DownAsync();
        var acknowledged = callers.Acknowledged.Count;
        ledger.Disk.Free();

        await ledger.ReadyAgainAsync();
        await callers.ReachedAsync(acknowledged + 10);
        (await importing).ShouldBe(200).Json.ShouldReport(file, "the file");
        await ledger.ShouldBeWholeAsync(await callers.EndAsync(), file.Facts);
    }

    [Fact]
    public async Task A_file_that_finds_no_room_in_the_spool_is_refused_whole_and_taken_when_there_is_room()
    {
        var spool = new TestDirectory();
        Directory.CreateDirectory(spool.Data);
        await using var disk = await SmallDisk.UnderAsync(spool.Data, freeMegabytes: 1);
        await using var ledger = await BreakableLedger.StartAsync(
            services: 1, ("Ledger__SpoolDirectory", spool.Data), ("Ledger__ImportBatchRows", "500"));
        var file = FactFile.Of(seed: 1, "f", rows: 2_000);

        disk.Fill();
        (await ledger.Service.ImportAsync(file)).ShouldBeProblem(503, "spool-unavailable").RetryAfter.ShouldNotBeNull();
        (await ledger.Service.GetAsync($"/v1/imports/{file.Id}")).ShouldBeProblem(404, "import-unknown");
        (await ledger.LastNumberAsync()).ShouldBe(0);
        disk.Free();
        Directory.EnumerateFiles(spool.Data).ShouldBeEmpty();

        (await ledger.Service.ImportAsync(file)).ShouldBe(200).Json.ShouldReport(file, "the file");
        Directory.EnumerateFiles(spool.Data).ShouldBeEmpty();
        await ledger.ShouldBeWholeAsync([], file.Facts);
    }

    private static async Task<Fact> FirstRefusedAsync(
        BreakableLedger ledger, Random random, List<Acknowledged> acknowledged)
    {
        for (var i = 0; i < MostFacts; i++)
        {
            var fact = Fact.Of(random, $"c-{i}");
            var reply = await ledger.Service.RecordAsync(fact);
            if (reply.Status != 201)
            {
                reply.ShouldBeFull();
                return fact;
            }

            acknowledged.Add(new Acknowledged(fact, reply.Position, reply["version"].GetInt32()));
        }

        throw new InvalidOperationException($"{MostFacts} facts found room on a full disk.");
    }
}

file static class Full
{
    internal static void ShouldBeFull(this Reply reply)
    {
        reply.ShouldBeProblem(503, "database-full").RetryAfter.ShouldNotBeNull();
        reply["title"].GetString().ShouldNotBeNull().ShouldContain("no room");
    }
}
