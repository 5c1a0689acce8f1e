using System.Collections.Frozen;
using System.Reflection;
using Npgsql;
using Osms.Ledger.Import;
using Osms.Ledger.Journal;
using Osms.Ledger.Regulation;
using Osms.Ledger.Store;
using Osms.Ledger.Telemetry;

namespace Osms.Ledger;

/// <summary>
/// Whole files, batch by batch, each with its checkpoint in the journal: whatever breaks, the same file goes on where
/// it stopped, and every row is counted once.
/// </summary>
public sealed class FileImports(
    InsuranceLedger ledger, ImportJournal journal, NpgsqlDataSource database, RuleBook rules, LedgerOptions options,
    TimeProvider clock)
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(50);

    private static readonly string Version = typeof(FileImports).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    /// <summary>What a file is, as far as it must be known before its rows are read.</summary>
    public Task<FileInspection> InspectAsync(
        Stream file, ImportFormat? format, string? name, CancellationToken cancellation) =>
        FileInspection.OfAsync(file, format, name, options.MaxGzipRatio, cancellation);

    /// <summary>What an import of this file is of.</summary>
    public ImportSubject SubjectOf(FileInspection.Readable file, string? name, OwnKind ownKind, string? by) => new(
        file.Id, file.Bytes, name, file.Format, file.Format == ImportFormat.Mt102 ? ownKind : null, by,
        $"{Version} {rules.Digest}");

    /// <summary>The rows of a file, as this program reads them.</summary>
    public ImportContent ContentOf(Stream file, FileInspection.Readable known, OwnKind ownKind) => new(
        file,
        known,
        new ImportOptions
        {
            KnownPurposes = rules.PaymentPurposes.Keys.ToFrozenSet(StringComparer.Ordinal),
            OwnKind = ownKind,
        });

    /// <summary>Enters a file in the journal that is to be imported later.</summary>
    /// <returns>How it stands: queued, or running where somebody imports it already.</returns>
    public Task<ImportEntry> AcceptAsync(ImportSubject subject, CancellationToken cancellation) =>
        AcceptAsync(subject, () => journal.EnterAsync(subject, ImportState.Queued, cancellation), cancellation);

    /// <summary>The same, entered by somebody else, as <see cref="ImportState.Queued"/>.</summary>
    /// <param name="subject">Which file.</param>
    /// <param name="enter">Enters it; not called where somebody imports it already.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public async Task<ImportEntry> AcceptAsync(
        ImportSubject subject, Func<Task<ImportEntry>> enter, CancellationToken cancellation)
    {
        while (true)
        {
            await using (var free = await ImportLock.TryTakeAsync(database, subject.Id, cancellation))
            {
                if (free is not null)
                {
                    return await enter();
                }
            }

            if (await journal.FindAsync(subject.Id, cancellation) is { State: ImportState.Running } running)
            {
                return running;
            }

            // Whoever holds it is about to begin, or has just ended.
            await Task.Delay(BetweenLooks, cancellation);
        }
    }

    /// <summary>
    /// Imports a file to its end; while the database is away it waits, and goes on when it is back. Whoever imports
    /// the same file now is waited for, and the report is theirs.
    /// </summary>
    /// <param name="content">The rows.</param>
    /// <param name="subject">Which file.</param>
    /// <param name="joins">Somebody was importing it when it was accepted.</param>
    /// <param name="progress">Told where it begins, and after every batch.</param>
    /// <param name="cancellation">Undoes the batch under way; all before it stays, and can be gone on from.</param>
    public async Task<ImportResult> RunAsync(
        ImportContent content, ImportSubject subject, bool joins, IProgress<ImportProgress>? progress,
        CancellationToken cancellation)
    {
        using var call = HandlerCall.Begin("import");
        LedgerTelemetry.ImportsRunning.Add(1);
        try
        {
            var result = await RunToEndAsync(content, subject, joins, progress, cancellation);
            ImportTelemetry.Ended(call, subject.Format, result);
            return result;
        }
        finally
        {
            LedgerTelemetry.ImportsRunning.Add(-1);
        }
    }

    private async Task<ImportResult> RunToEndAsync(
        ImportContent content, ImportSubject subject, bool joins, IProgress<ImportProgress>? progress,
        CancellationToken cancellation)
    {
        var run = new Run(content, progress, new BatchSize(options.ImportBatchRows),
            new Patience(options.ImportPatience, clock));
        while (true)
        {
            try
            {
                await using var held = await ImportLock.TakeAsync(database, subject.Id, cancellation);
                if (held.Waited)
                {
                    run.Patience.Renew();
                }

                var entry = joins || held.Waited ? await DoneAsync(subject, cancellation) : null;
                if (entry is null)
                {
                    entry = await journal.EnterAsync(subject, ImportState.Running, cancellation);

                    // Found done after a lost connection, it was done by us.
                    joins = true;
                    entry = await ReadAsync(run, entry, held, cancellation);
                }

                return new ImportResult.Done(await ReportAsync(entry, cancellation));
            }
            catch (ImportTakenOverException)
            {
                // Our session was lost and another program has begun where we were: its report is ours.
                joins = true;
            }
            catch (NpgsqlException e) when (e.IsUnavailable())
            {
                // Perhaps the batch was too much to be done in time.
                run.Size.Took(TimeSpan.MaxValue);
                if (!await run.Patience.PauseAsync(cancellation))
                {
                    return new ImportResult.Interrupted(e);
                }
            }
        }
    }

    /// <summary>The report the file would have if it were imported; nothing is written.</summary>
    /// <param name="content">The rows.</param>
    /// <param name="subject">Which file.</param>
    /// <param name="impact">Told whose answers would change; null when nobody asks.</param>
    /// <param name="progress">Told where it begins, and after every batch.</param>
    /// <param name="cancellation">Stops.</param>
    public async Task<ImportReport> TryOutAsync(
        ImportContent content, ImportSubject subject, ImpactWanted? impact, IProgress<ImportProgress>? progress,
        CancellationToken cancellation)
    {
        await using var store = await DryRunStore.OpenAsync(database, ledger.Store, cancellation);
        var dry = ledger.Over(store);
        var size = new BatchSize(options.ImportBatchRows);
        var counts = ImportCounts.None;
        var problems = new List<ImportProblem>();
        progress?.Report(new ImportProgress(0, 0, content.Bytes));
        var origin = OriginOf(subject);
        var batches = ImportReader.ReadAsync(
            content, size, skip: 0, () => dry.NewImportBatch(origin), cancellation);
        await foreach (var batch in batches)
        {
            var tally = await dry.ImportAsync(
                batch, new BatchTurn(before: null), checkpoint: null, cancellation);
            counts += tally.Counts;
            problems.AddRange(tally.Problems.Take(options.ImportProblemsListed - problems.Count));
            progress?.Report(new ImportProgress(counts.Rows, batch.BytesRead, content.Bytes));
        }

        if (impact is not null)
        {
            var day = impact.At ?? ledger.Today;
            var pages = new DryRunImpact(store, rules, day, hasLines: subject.Format != ImportFormat.Events);
            await impact.Take(day, pages.PagesAsync(cancellation));
        }

        return ImportReport.Of(subject, counts, [.. problems]);
    }

    private async Task<ImportEntry> ReadAsync(
        Run run, ImportEntry entry, ImportLock held, CancellationToken cancellation)
    {
        Report(entry);
        var origin = OriginOf(entry.Subject);
        var batches = ImportReader.ReadAsync(
            run.Content, run.Size, entry.Counts.Rows, () => ledger.NewImportBatch(origin), cancellation);
        var pipeline = new ImportPipeline(
            ledger, journal, held, run.Size,
            new NpgsqlConnectionStringBuilder(database.ConnectionString).MaxPoolSize, clock);
        return await journal.FinishAsync(
            await pipeline.RunAsync(batches, entry, Committed, cancellation), cancellation);

        void Committed(ImportEntry now)
        {
            run.Patience.Renew();
            Report(now);
        }

        void Report(ImportEntry now) =>
            run.Progress?.Report(new ImportProgress(now.Counts.Rows, now.BytesRead, run.Content.Bytes));
    }

    /// <summary>Null unless whoever imported the file until now has ended it.</summary>
    private async Task<ImportEntry?> DoneAsync(ImportSubject subject, CancellationToken cancellation) =>
        await journal.FindAsync(subject.Id, cancellation) is { State: ImportState.Done } done
        && done.Subject.IsReadAs(subject) ? done : null;

    private async Task<ImportReport> ReportAsync(ImportEntry entry, CancellationToken cancellation)
    {
        var listed = await journal.ProblemsAsync(
            entry.Subject.Id, after: 0, options.ImportProblemsListed, cancellation);
        return ImportReport.Of(entry.Subject, entry.Counts, [.. listed.Select(p => p.Problem)]);
    }

    private static EventOrigin OriginOf(ImportSubject subject) => new(subject.By, subject.Correlation, subject.Name);

    private sealed record Run(
        ImportContent Content, IProgress<ImportProgress>? Progress, BatchSize Size, Patience Patience);
}
