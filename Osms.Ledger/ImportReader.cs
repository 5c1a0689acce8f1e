using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Osms.Ledger.Import;

namespace Osms.Ledger;

/// <summary>Reads a file in batches, ahead of whoever writes them.</summary>
internal static class ImportReader
{
    private const int BatchesAhead = 1;

    /// <param name="content">From its first row.</param>
    /// <param name="size">How many rows the next batch has.</param>
    /// <param name="skip">So many rows are done already.</param>
    /// <param name="begin">Makes a batch without rows.</param>
    /// <param name="cancellation">Stops reading.</param>
    internal static async IAsyncEnumerable<ImportBatch> ReadAsync(
        ImportContent content, BatchSize size, long skip, Func<ImportBatch> begin,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var left = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var ahead = Channel.CreateBounded<ImportBatch>(BatchesAhead);
        var reading = Task.Run(() => FillAsync(ahead.Writer, content, size, skip, begin, left.Token), left.Token);
        try
        {
            await foreach (var batch in ahead.Reader.ReadAllAsync(cancellation))
            {
                yield return batch;
            }
        }
        finally
        {
            // The file may be read again from its start, or closed: nobody else must be reading it then.
            await left.CancelAsync();
            await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task FillAsync(
        ChannelWriter<ImportBatch> ahead, ImportContent content, BatchSize size, long skip, Func<ImportBatch> begin,
        CancellationToken cancellation)
    {
        try
        {
            await foreach (var batch in BatchesAsync(content, size, skip, begin, cancellation))
            {
                batch.BytesRead = content.BytesRead;
                await ahead.WriteAsync(batch, cancellation);
            }

            ahead.Complete();
        }
        catch (Exception e)
        {
            // Whoever writes the batches meets it after the last one that was read whole.
            ahead.Complete(e);
        }
    }

    private static async IAsyncEnumerable<ImportBatch> BatchesAsync(
        ImportContent content, BatchSize size, long skip, Func<ImportBatch> begin,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        var batch = begin();
        await foreach (var row in content.RowsAsync(cancellation))
        {
            if (skip > 0)
            {
                skip--;
                continue;
            }

            if (batch.IsFull(size.Rows, row))
            {
                yield return batch;
                batch = begin();
            }

            batch.Add(row);
        }

        if (batch.Rows.Count > 0)
        {
            yield return batch;
        }
    }
}
