using System.Diagnostics;
using Osms.Ledger.Import;
using Osms.Ledger.Journal;
using Osms.Ledger.Values;

namespace Osms.Ledger;

/// <summary>What some rows came to, every row counted once; a value, so that a batch tried again counts once.</summary>
internal sealed record ImportTally(ImportCounts Counts, IReadOnlyList<ImportProblem> Problems)
{
    /// <param name="rows">In the order of the file.</param>
    /// <param name="results">Of those rows that are commands, in the same order.</param>
    internal static ImportTally Of(IReadOnlyList<CountedRow> rows, IReadOnlyList<RecordResult> results)
    {
        var (accepted, repeated, refused, unreadable) = (0, 0, 0, 0);
        var position = LedgerPosition.Start;
        var problems = new List<ImportProblem>();
        var next = 0;
        foreach (var row in rows)
        {
            switch (row.Kind == RowKind.Command ? results[next++] : null)
            {
                case null:
                    _ = row.Kind == RowKind.Refused ? refused++ : unreadable++;
                    problems.AddRange(row.Problem is { } problem ? [problem] : []);
                    break;
                case RecordResult.Recorded recorded:
                    accepted++;
                    position = LedgerPosition.Max(position, recorded.Position);
                    break;
                case RecordResult.Repeated again:
                    repeated++;
                    position = LedgerPosition.Max(position, again.Position);
                    break;
                case RecordResult.Refused { Refusals: var refusals }:
                    refused++;
                    problems.AddRange(refusals.Select(
                        r => new ImportProblem(row.Line, r.CodeText, $"{r.Field}: {r.Detail}")));
                    break;
                case var other:
                    throw new UnreachableException($"A batch does not end with {other.GetType().Name}.");
            }
        }

        return new ImportTally(
            new ImportCounts(accepted, repeated, refused, unreadable, position, problems.Count), problems);
    }
}
