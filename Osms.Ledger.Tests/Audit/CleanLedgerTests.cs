using Osms.Ledger.Audit;
using Osms.Ledger.Import;
using Osms.Ledger.Projections;
using Osms.Ledger.Store;
using Osms.Ledger.Tests.Import;
using Osms.Ledger.Tests.Ledger;
using Osms.Ledger.Tests.Store;

namespace Osms.Ledger.Tests.Audit;

/// <summary>Whatever the program itself does leaves a ledger in which nothing is wrong.</summary>
public sealed class CleanLedgerTests : IAsyncLifetime
{
    private OpenLedger _ledger = null!;

    public async Task InitializeAsync() =>
        _ledger = await OpenLedger.CreateAsync(new LedgerOptions { VerifyFindingsListed = 3 });

    public async Task DisposeAsync() => await _ledger.DisposeAsync();

    [Fact]
    public async Task Nothing_is_wrong_with_an_empty_ledger()
    {
        var report = await VerifyAsync();

        ShouldBeClean(report, people: 0);
        report.Events.ShouldBe(0);
    }

    [Fact]
    public async Task Nothing_is_wrong_after_commands_files_refusals_and_writers_who_roll_back()
    {
        const int Seed = 41;
        var random = new RandomCommands(Seed);
        foreach (var command in random.Take(150, 12))
        {
            await _ledger.RecordAsync(command);
        }

        await _ledger.RecordManyAsync(random.Take(300, 30));
        await _ledger.Positions.TickAsync(default);
        await ImportAsync("register.ndjson", ImportFormat.Ndjson);
        foreach (var stall in Enum.GetValues<Stall>())
        {
            await using var gone = await StalledWriter.BeginAsync(_ledger, stall, People.Person(900));
        }

        await using var committed = await StalledWriter.BeginAsync(_ledger, Stall.InABatch, People.Person(901));
        await _ledger.RecordAsync(People.Grant(902));
        ShouldBeClean(await VerifyAsync(), await StreamsAsync(), $"seed {Seed}: a writer stands still");
        await committed.CommitAsync();
        await _ledger.Get<Rebuild>().RunAsync(null, default);
        await _ledger.Positions.TickAsync(default);

        var report = await VerifyAsync();

        ShouldBeClean(report, await StreamsAsync(), $"seed {Seed}");
        report.Events.ShouldBe(await _ledger.ScalarAsync<long>("select count(*) from ledger.mt_events"));
        report.Position.Value.ShouldBe(await _ledger.LastNumberAsync());
    }

    [Fact]
    public async Task Nothing_is_wrong_at_any_moment_while_many_write()
    {
        const int Verifications = 8;
        await using var other = await OpenLedger.OpenAsync(_ledger.ConnectionString);
        using var enough = new CancellationTokenSource();
        var singles = WriteAsync(_ledger, seed: 1, (ledger, random) => ledger.RecordAsync(random.Take(1, 20)[0]));
        var batches = WriteAsync(other, seed: 2, (ledger, random) => ledger.RecordManyAsync(random.Take(40, 60)));
        var rebuilds = WriteAsync(other, seed: 3, (ledger, _) => ledger.Get<Rebuild>().RunAsync(null, default));
        var clock = WriteAsync(_ledger, seed: 4, (ledger, _) => ledger.Positions.TickAsync(default));

        var events = new List<long>();
        while (events.Distinct().Count() < Verifications)
        {
            var report = await VerifyAsync();
            ShouldBeClean(report, (int)report.People, $"after {report.Events} events");
            events.Add(report.Events);
        }

        await enough.CancelAsync();
        await Task.WhenAll(singles, batches, rebuilds, clock);
        ShouldBeClean(await VerifyAsync(), await StreamsAsync());

        Task WriteAsync(OpenLedger ledger, int seed, Func<OpenLedger, RandomCommands, Task> write) =>
            Task.Run(async () =>
            {
                var random = new RandomCommands(seed);
                while (!enough.IsCancellationRequested)
                {
                    await write(ledger, random);
                }
            });
    }

    [Fact]
    public async Task A_sample_is_the_same_for_the_same_seed_and_all_findings_are_counted_though_few_are_listed()
    {
        await _ledger.RecordManyAsync(Enumerable.Range(0, 40).Select(People.Grant));
        await _ledger.ExecuteAsync("update ledger.coverage set runs = '{0}'");

        var all = await VerifyAsync();
        var sample = await VerifyAsync(10, seed: 5);
        var again = await VerifyAsync(10, seed: 5);
        var others = await VerifyAsync(10, seed: 6);

        (all.PeopleFolded, all.FindingsTotal, all.Findings.Count, all.Seed).ShouldBe((40, 40, 3, null));
        (sample.PeopleFolded, sample.FindingsTotal, sample.Findings.Count, sample.Seed).ShouldBe((10, 10, 3, 5));
        again.Findings.ShouldBe(sample.Findings);
        others.Findings.ShouldNotBe(sample.Findings);
        (await VerifyAsync(1_000, seed: 6)).PeopleFolded.ShouldBe(40);
    }

    [Fact]
    public async Task Progress_tells_every_step_to_its_end()
    {
        await _ledger.RecordManyAsync(Enumerable.Range(0, 1_100).Select(People.Grant));
        var heard = new Heard();

        await _ledger.Get<Verification>().RunAsync(null, 0, heard, default);

        var (tables, people) = (heard.Said.Where(p => p.Step == "tables"), heard.Said.Where(p => p.Step == "people"));
        tables.Select(p => p.Done).ShouldBe(Enumerable.Range(0, TableChecks.All.Count + 1).Select(n => (long)n));
        (people.Count(), people.Max(p => p.Done)).ShouldBe((3, 1_100));
        people.ShouldAllBe(p => p.Total == 1_100);
    }

    private async Task ImportAsync(string name, ImportFormat format)
    {
        await using var file = File.OpenRead(SampleFiles.PathOf(name));
        var rows = await Importing.Rows(format, file);
        var commands = rows.Select(r => new SourcedCommand(r.Command!, new EventOrigin("me", "c", name, r.Line)));
        await _ledger.Commands.RecordManyAsync([.. commands], default);
    }

    private Task<VerifyReport> VerifyAsync(int? sample = null, int seed = 0) =>
        _ledger.Get<Verification>().RunAsync(sample, seed, null, default);

    private async Task<int> StreamsAsync() =>
        (int)await _ledger.ScalarAsync<long>("select count(*) from ledger.mt_streams");

    private static void ShouldBeClean(VerifyReport report, int people, string about = "")
    {
        report.Findings.ShouldBeEmpty(about);
        report.FindingsTotal.ShouldBe(0, about);
        (report.People, report.PeopleFolded).ShouldBe((people, people), about);
        (report.OtherRules, report.OtherFormat).ShouldBe((0, 0), about);
    }

    private sealed class Heard : IProgress<VerifyProgress>
    {
        internal System.Collections.Concurrent.ConcurrentQueue<VerifyProgress> Said { get; } = new();

        public void Report(VerifyProgress value) => Said.Enqueue(value);
    }
}
