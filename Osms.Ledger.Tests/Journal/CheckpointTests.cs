using Osms.Ledger.Import;
using Osms.Ledger.Journal;
using Osms.Ledger.Tests.Hosting;
using Osms.Ledger.Tests.Ledger;

namespace Osms.Ledger.Tests.Journal;

/// <summary>Whatever happens to an import, every row of its file is counted once.</summary>
public sealed class CheckpointTests
{
    private const int Rows = 150;

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 7)]
    [InlineData(3, 40)]
    [InlineData(4, 1_000)]
    public async Task The_journal_says_what_the_report_says_and_both_what_was_recorded(int seed, int batchRows)
    {
        var file = new RandomFile(seed, Rows);
        await using var ledger = await OpenLedger.CreateAsync(new LedgerOptions { ImportBatchRows = batchRows });

        var report = await ledger.ImportAsync(file.Bytes);

        report.Counts().ShouldBe(file.Counts, $"seed {seed}");
        report.Rows.ShouldBe(Rows);
        var entry = await ledger.JournalAsync(file.Id);
        (entry.State, entry.Counts.Rows, entry.BytesRead).ShouldBe((ImportState.Done, Rows, file.Bytes.Length));
        entry.Counts.ShouldBe(file.Counts with { Position = report.Position, Problems = report.ProblemsTotal });
        report.Problems.Count.ShouldBe((int)report.ProblemsTotal);
        (await ledger.ShouldHoldTogetherAsync($"seed {seed}")).ShouldBe(file.Pure, $"seed {seed}");
    }

    [Theory]
    [InlineData(11, 3)]
    [InlineData(12, 20)]
    public async Task Batches_that_are_tried_again_are_counted_once(int seed, int batchRows)
    {
        var random = new Random(seed);
        var file = new RandomFile(seed, Rows);
        var (ledger, store) = await ImportedLedger.OpenAsync(
            await TestPostgres.CreateDatabaseAsync(), new LedgerOptions { ImportBatchRows = batchRows });
        await using var _ = ledger;
        store.Deadlocks = 1;

        var report = await ledger.ImportAsync(file.Bytes, new Told(_ =>
        {
            store.Deadlocks = random.Next(3);
            store.Outages = random.Next(4) == 0 ? 1 : 0;
        }));

        report.Counts().ShouldBe(file.Counts, $"seed {seed}");
        (await ledger.JournalAsync(file.Id)).Counts.Rows.ShouldBe(Rows);
        (await ledger.ShouldHoldTogetherAsync($"seed {seed}")).ShouldBe(file.Pure, $"seed {seed}");
    }

    [Theory]
    [InlineData(21)]
    [InlineData(22)]
    [InlineData(23)]
    public async Task Stopped_again_and_again_a_file_comes_to_what_it_comes_to_in_one_go(int seed)
    {
        var random = new Random(seed);
        var file = new RandomFile(seed, Rows);
        await using var straight = await OpenLedger.CreateAsync();
        await using var ledger = await OpenLedger.CreateAsync(new LedgerOptions { ImportBatchRows = 10 });
        var expected = await straight.ImportAsync(file.Bytes);

        ImportReport? report = null;
        var stops = 0;
        while (report is null)
        {
            using var stop = new CancellationTokenSource();
            var batches = random.Next(1, 5);
            try
            {
                report = await ledger.ImportAsync(
                    file.Bytes, new Told(_ => CancelAt(ref batches, stop)), cancellation: stop.Token);
            }
            catch (OperationCanceledException)
            {
                stops++;
                var entry = await ledger.JournalAsync(file.Id);
                entry.State.ShouldBe(ImportState.Interrupted);
                (await ledger.ScalarAsync<long>("select count(*) from ledger.mt_events"))
                    .ShouldBe(entry.Counts.Accepted, $"seed {seed}");
            }
        }

        stops.ShouldBeGreaterThan(1, $"seed {seed}");
        // Numbers that a stopped batch had drawn are never given again.
        report.Position.ShouldBeGreaterThanOrEqualTo(expected.Position);
        (report with { Position = expected.Position }).ShouldBeEquivalentTo(expected);
        (await ledger.ShouldHoldTogetherAsync($"seed {seed}")).ShouldBe(file.Pure, $"seed {seed}");
    }

    [Fact]
    public async Task The_same_file_again_begins_anew_once_it_is_done_and_is_all_repeated()
    {
        var file = new RandomFile(31, Rows);
        await using var ledger = await OpenLedger.CreateAsync();
        var first = await ledger.ImportAsync(file.Bytes);
        var started = (await ledger.JournalAsync(file.Id)).StartedAt;

        var second = await ledger.ImportAsync(file.Bytes);

        (second.Accepted, second.Unreadable, second.Rows).ShouldBe((0, first.Unreadable, Rows));
        second.Repeated.ShouldBeGreaterThanOrEqualTo(first.Accepted);
        (await ledger.JournalAsync(file.Id)).StartedAt.ShouldBeGreaterThan(started);
        (await ledger.ScalarAsync<long>("select count(*) from ledger.import_problem")).ShouldBe(second.ProblemsTotal);
    }

    [Fact]
    public async Task An_interrupted_file_that_another_program_read_begins_anew()
    {
        var file = new RandomFile(32, Rows);
        await using var ledger = await OpenLedger.CreateAsync(new LedgerOptions { ImportBatchRows = 10 });
        await StopAfterFirstBatchAsync(ledger, file);
        await ledger.ExecuteAsync("update ledger.import set program = 'older'");

        var report = await ledger.ImportAsync(file.Bytes);

        report.Repeated.ShouldBeGreaterThan(file.Counts.Repeated);
        report.Rows.ShouldBe(Rows);
        (await ledger.ShouldHoldTogetherAsync()).ShouldBe(file.Pure);
    }

    [Fact]
    public async Task Whoever_was_taken_over_writes_nothing_more()
    {
        var file = new RandomFile(33, Rows);
        await using var ledger = await OpenLedger.CreateAsync(new LedgerOptions { ImportBatchRows = 10 });
        var journal = ledger.Get<ImportJournal>();
        await StopAfterFirstBatchAsync(ledger, file);
        var old = await ledger.JournalAsync(file.Id);
        var current = await journal.EnterAsync(old.Subject, ImportState.Running, default);

        await using var connection = await ledger.Database.OpenConnectionAsync();
        await Should.ThrowAsync<ImportTakenOverException>(journal.CheckpointAsync(connection, old, [], default));
        await Should.ThrowAsync<ImportTakenOverException>(journal.FinishAsync(old, default));

        current.Counts.ShouldBe(old.Counts);
        await journal.CheckpointAsync(connection, current, [], default);
        (await journal.FinishAsync(current, default)).State.ShouldBe(ImportState.Done);
    }

    [Fact]
    public async Task Of_very_many_problems_the_journal_keeps_some_and_counts_all()
    {
        var text = string.Concat(Enumerable.Repeat("no command\n", 70));
        await using var ledger = await OpenLedger.CreateAsync(new LedgerOptions
        {
            ImportBatchRows = 20,
            ImportProblemsListed = 5,
            ImportProblemsKept = 30,
        });

        var file = System.Text.Encoding.UTF8.GetBytes("{}\n" + text);
        var report = await ledger.ImportAsync(file);

        (report.Problems.Count, report.ProblemsTotal, report.Unreadable).ShouldBe((5, 71, 71));
        (await ledger.ColumnAsync<long>("select ordinal from ledger.import_problem order by 1"))
            .ShouldBe(Enumerable.Range(1, 30).Select(i => (long)i));
    }

    private static async Task StopAfterFirstBatchAsync(OpenLedger ledger, RandomFile file)
    {
        using var stop = new CancellationTokenSource();
        await Should.ThrowAsync<OperationCanceledException>(ledger.ImportAsync(
            file.Bytes, new Told(_ => stop.Cancel()), cancellation: stop.Token));
    }

    private static void CancelAt(ref int batches, CancellationTokenSource stop)
    {
        if (--batches == 0)
        {
            stop.Cancel();
        }
    }
}
