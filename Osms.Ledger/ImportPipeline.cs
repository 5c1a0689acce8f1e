using Npgsql;
using Osms.Ledger.Import;
using Osms.Ledger.Journal;
using Osms.Ledger.Store;

namespace Osms.Ledger;

/// <summary>
/// The batches of one file on their way into the ledger. While one is written the next is read and checked, and where
/// the two have nobody in common it is decided and written as well, on a connection of its own. They are committed in
/// the order of the file, each with its checkpoint: what the journal counts is always the beginning of the file.
/// </summary>
internal sealed class ImportPipeline(
    InsuranceLedger ledger, ImportJournal journal, ImportLock held, BatchSize size, TimeProvider clock)
{
    /// <summary>
    /// The pool must never be full of second batches that wait for a first one, which waits for a connection.
    /// </summary>
    private static readonly SemaphoreSlim SideBySide = new(Environment.ProcessorCount);

    /// <param name="batches">The rest of the file.</param>
    /// <param name="entry">How the import stands before them.</param>
    /// <param name="committed">Told how it stands after each batch.</param>
    /// <param name="cancellation">Undoes what is under way; all before it stays.</param>
    /// <returns>How it stands after the last.</returns>
    internal async Task<ImportEntry> RunAsync(
        IAsyncEnumerable<ImportBatch> batches, ImportEntry entry, Action<ImportEntry> committed,
        CancellationToken cancellation)
    {
        var sideBySide = SideBySide.Wait(0, CancellationToken.None);
        var (first, second) = (Task.FromResult(entry), Task.FromResult(entry));
        try
        {
            ImportBatch? before = null;
            await foreach (var batch in batches.WithCancellation(cancellation))
            {
                await first;
                if (!sideBySide || before?.Prepared.SharesAnybodyWith(batch.Prepared) == true)
                {
                    await second;
                }

                await held.StillHeldAsync(cancellation);
                (first, second) = (second, WriteAsync(batch, second, committed, cancellation));
                before = batch;
            }

            await first;
            return await second;
        }
        finally
        {
            await Task.WhenAll((Task)first, second).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (sideBySide)
            {
                SideBySide.Release();
            }
        }
    }

    private async Task<ImportEntry> WriteAsync(
        ImportBatch batch, Task<ImportEntry> before, Action<ImportEntry> committed, CancellationToken cancellation)
    {
        // The caller goes on to read the next one.
        await Task.Yield();
        var began = clock.GetTimestamp();
        var tally = await ledger.ImportAsync(batch, CheckpointAsync, cancellation);
        ImportTelemetry.Count(tally);
        var after = After(await before, tally);
        size.Took(clock.GetElapsedTime(began));
        committed(after);
        return after;

        async Task CheckpointAsync(NpgsqlConnection connection, ImportTally some, CancellationToken ct)
        {
            await ((Task)before).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!before.IsCompletedSuccessfully)
            {
                // Not what stopped it: a conflict, tried again, would only be met again.
                throw new OperationCanceledException("The batch before this one was not written.", ct);
            }

            await journal.CheckpointAsync(connection, After(await before, some), some.Problems, ct);
        }

        ImportEntry After(ImportEntry entry, ImportTally some) =>
            entry with { Counts = entry.Counts + some.Counts, BytesRead = batch.BytesRead };
    }
}
