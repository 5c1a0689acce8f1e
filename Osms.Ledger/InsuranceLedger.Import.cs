using Npgsql;
using Osms.Ledger.Import;
using Osms.Ledger.Store;

namespace Osms.Ledger;

/// <summary>Some rows of a file, in one transaction.</summary>
public sealed partial class InsuranceLedger
{
    /// <summary>Writes what the rows came to, in their transaction; again when the batch is tried again.</summary>
    internal delegate Task Checkpoint(
        NpgsqlConnection connection, ImportTally tally, CancellationToken cancellation);

    /// <param name="rows">In the order of the file.</param>
    /// <param name="origin">The file, but for the line.</param>
    /// <param name="checkpoint">Null when nothing is kept of what the rows came to.</param>
    /// <param name="cancellation">Undoes the whole batch.</param>
    internal async Task<ImportTally> ImportAsync(
        IReadOnlyList<ImportRow> rows, EventOrigin origin, Checkpoint? checkpoint, CancellationToken cancellation)
    {
        var commands = rows.Where(row => row.Command is not null).Select(row => Sourced(row, origin));
        Beside? beside = checkpoint is null
            ? null
            : (connection, some, ct) => checkpoint(connection, ImportTally.Of(rows, some), ct);
        var results = await RecordManyAsync([.. commands], beside, cancellation);
        return ImportTally.Of(rows, results);
    }

    // An exported event keeps where it came from when it was first recorded.
    private static SourcedCommand Sourced(ImportRow row, EventOrigin file) => row.Before is { } before
        ? new SourcedCommand(
            row.Command!, new EventOrigin(before.By, before.CorrelationId, before.Source, before.Line), before.Version)
        : new SourcedCommand(row.Command!, file with { Line = row.Line });
}
