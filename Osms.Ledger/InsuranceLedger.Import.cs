using Npgsql;
using Osms.Ledger.Store;

namespace Osms.Ledger;

/// <summary>Some rows of a file, in one transaction.</summary>
public sealed partial class InsuranceLedger
{
    /// <summary>Writes what the rows came to, in their transaction; again when the batch is tried again.</summary>
    internal delegate Task Checkpoint(
        NpgsqlConnection connection, ImportTally tally, CancellationToken cancellation);

    /// <summary>Rows are added to it before it is imported; it needs nothing of the ledger until then.</summary>
    /// <param name="file">The origin of all rows, but for the line.</param>
    internal ImportBatch NewImportBatch(EventOrigin file) => new(new PreparedBatch(rules, Today), file);

    /// <param name="batch">Rows in the order of the file.</param>
    /// <param name="turn">Its place among the other batches of the file.</param>
    /// <param name="checkpoint">Null when nothing is kept of what the rows came to.</param>
    /// <param name="cancellation">Undoes the whole batch.</param>
    internal async Task<ImportTally> ImportAsync(
        ImportBatch batch, BatchTurn turn, Checkpoint? checkpoint, CancellationToken cancellation)
    {
        Beside? beside = checkpoint is null
            ? null
            : (connection, some, ct) => checkpoint(connection, ImportTally.Of(batch.Rows, some), ct);
        var results = await RecordManyAsync(batch.Prepared, beside, turn, cancellation);
        return ImportTally.Of(batch.Rows, results);
    }
}
