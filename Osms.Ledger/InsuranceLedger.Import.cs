using Osms.Ledger.Import;
using Osms.Ledger.Store;
using Osms.Ledger.Values;

namespace Osms.Ledger;

/// <summary>What became of a file; accepted + repeated + refused + unreadable = rows.</summary>
/// <param name="Id">SHA-256 of the file, in hexadecimal.</param>
/// <param name="Position">Of the newest event of this file, new or repeated; 0 when there is none.</param>
/// <param name="OwnKind">
/// What people who paid for themselves in bank lists were taken for; null in other formats.
/// </param>
/// <param name="Problems">The first ones, by line.</param>
/// <param name="ProblemsTotal">All of them.</param>
public sealed record ImportReport(
    string Id, long Rows, long Accepted, long Repeated, long Refused, long Unreadable, LedgerPosition Position,
    string? OwnKind, IReadOnlyList<ImportProblem> Problems, long ProblemsTotal);

/// <summary>What an import is of.</summary>
/// <param name="Id">SHA-256 of the file, in hexadecimal.</param>
/// <param name="Name">What the file is called, for the events' origin.</param>
/// <param name="By">Who imports it.</param>
/// <param name="OwnKind">For bank lists: what people who pay for themselves are.</param>
public sealed record ImportSubject(string Id, string? Name, string? By, OwnKind? OwnKind);

/// <summary>Whole files, in batches of one transaction each; the same file again is all repeated.</summary>
public sealed partial class InsuranceLedger
{
    /// <param name="rows">Every row of the file, in order.</param>
    /// <param name="subject">Which file.</param>
    /// <param name="progress">Told the rows that are done, after every batch.</param>
    /// <param name="cancellation">Stops between batches; what is committed stays.</param>
    public async Task<ImportReport> ImportAsync(
        IAsyncEnumerable<ImportRow> rows, ImportSubject subject, IProgress<long>? progress,
        CancellationToken cancellation)
    {
        // The whole digest with every event would cost more than the payment itself.
        var origin = new EventOrigin(subject.By, subject.Id[..16], subject.Name);
        var tally = new ImportTally(subject.Id, subject.OwnKind, options.ImportProblemsListed);
        var batch = new List<ImportRow>(options.ImportBatchRows);
        await foreach (var row in rows.WithCancellation(cancellation))
        {
            batch.Add(row);
            if (batch.Count == options.ImportBatchRows)
            {
                await ImportBatchAsync(batch, origin, tally, cancellation);
                progress?.Report(tally.Rows);
                batch.Clear();
            }
        }

        await ImportBatchAsync(batch, origin, tally, cancellation);
        progress?.Report(tally.Rows);
        return tally.ToReport();
    }

    private async Task ImportBatchAsync(
        List<ImportRow> batch, EventOrigin origin, ImportTally tally, CancellationToken cancellation)
    {
        var commands = batch.Where(row => row.Command is not null)
            .Select(row => new SourcedCommand(row.Command!, origin with { Line = row.Line }));
        var results = await RecordManyAsync([.. commands], cancellation);
        var next = 0;
        foreach (var row in batch)
        {
            if (row.Command is null)
            {
                tally.Add(row);
            }
            else
            {
                tally.Add(row.Line, results[next++]);
            }
        }
    }
}
