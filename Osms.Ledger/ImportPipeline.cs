using Npgsql;
using Osms.Ledger.Import;
using Osms.Ledger.Journal;
using Osms.Ledger.Store;

namespace Osms.Ledger;

/// <summary>
/// The batches of one file on their way into the ledger. While some are written the next is read and checked, and
/// where it has nobody in common with them it is decided and written as well, on a connection of its own. They are
/// committed in the order of the file, each with its checkpoint: what the journal counts is always the beginning of
/// the file.
/// </summary>
/// <param name="ledger">Decides and writes.</param>
/// <param name="journal">Counts.</param>
/// <param name="held">The import is ours as long as this is.</param>
/// <param name="size">Told how long each batch took.</param>
/// <param name="connections">How many the pool has.</param>
/// <param name="clock">For the time that they take.</param>
internal sealed class ImportPipeline(
    InsuranceLedger ledger, ImportJournal journal, ImportLock held, BatchSize size, int connections,
    TimeProvider clock)
{
    // One waits for the disk, one is written by the server, one is decided here.
    private const int AtOnce = 3;

    // What else needs a connection meanwhile: the lock of the import, the high water, whoever calls.
    private const int ConnectionsKept = 5;

    /// <summary>
    /// The pool must never be full of later batches that wait for an earlier one, which waits for a connection.
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
        var isRoomy = connections >= ConnectionsKept + (AtOnce * Environment.ProcessorCount);
        var sideBySide = isRoomy && SideBySide.Wait(0, CancellationToken.None);
        var underWay = new Queue<(ImportBatch Batch, Task<ImportEntry> Written)>();
        var last = Task.FromResult(entry);
        BatchTurn? turn = null;
        try
        {
            await foreach (var batch in batches.WithCancellation(cancellation))
            {
                while (underWay.Count > 0 && (!sideBySide || underWay.Count == AtOnce || SharesAnybody(batch)))
                {
                    await underWay.Peek().Written;
                    underWay.Dequeue();
                }

                await held.StillHeldAsync(cancellation);
                last = WriteAsync(batch, turn = new BatchTurn(turn), last, committed, cancellation);
                underWay.Enqueue((batch, last));
            }

            foreach (var (_, written) in underWay)
            {
                await written;
            }

            return await last;
        }
        finally
        {
            await Task.WhenAll(underWay.Select(one => (Task)one.Written)).ConfigureAwait(
                ConfigureAwaitOptions.SuppressThrowing);
            if (sideBySide)
            {
                SideBySide.Release();
            }
        }

        bool SharesAnybody(ImportBatch batch) =>
            underWay.Any(one => one.Batch.Prepared.SharesAnybodyWith(batch.Prepared));
    }

    private async Task<ImportEntry> WriteAsync(
        ImportBatch batch, BatchTurn turn, Task<ImportEntry> before, Action<ImportEntry> committed,
        CancellationToken cancellation)
    {
        // The caller goes on to read the next one.
        await Task.Yield();
        try
        {
            var began = clock.GetTimestamp();
            var tally = await ledger.ImportAsync(batch, turn, CheckpointAsync, cancellation);
            ImportTelemetry.Count(tally);
            var after = After(await before, tally);
            size.Took(clock.GetElapsedTime(began));
            committed(after);
            return after;
        }
        finally
        {
            turn.Ended();
        }

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
