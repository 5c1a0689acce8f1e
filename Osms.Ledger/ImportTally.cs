using System.Diagnostics;
using Osms.Ledger.Import;
using Osms.Ledger.Values;

namespace Osms.Ledger;

/// <summary>Counts the rows of one file; every row is counted exactly once.</summary>
internal sealed class ImportTally(string id, OwnKind? ownKind, int problemsListed)
{
    private readonly List<ImportProblem> _problems = [];
    private long _accepted;
    private long _repeated;
    private long _refused;
    private long _unreadable;
    private long _problemsTotal;
    private LedgerPosition _position = LedgerPosition.Start;

    internal long Rows => _accepted + _repeated + _refused + _unreadable;

    /// <summary>A row that never became a command.</summary>
    internal void Add(ImportRow row)
    {
        _ = row.Kind == RowKind.Refused ? _refused++ : _unreadable++;
        if (row.Problem is { } problem)
        {
            Add(problem);
        }
    }

    /// <summary>A command with what became of it.</summary>
    internal void Add(long line, RecordResult result)
    {
        switch (result)
        {
            case RecordResult.Recorded recorded:
                _accepted++;
                _position = LedgerPosition.Max(_position, recorded.Position);
                break;
            case RecordResult.Repeated repeated:
                _repeated++;
                _position = LedgerPosition.Max(_position, repeated.Position);
                break;
            case RecordResult.Refused refused:
                _refused++;
                foreach (var refusal in refused.Refusals)
                {
                    Add(new ImportProblem(line, refusal.CodeText, $"{refusal.Field}: {refusal.Detail}"));
                }

                break;
            default:
                throw new UnreachableException($"A batch does not end with {result.GetType().Name}.");
        }
    }

    internal ImportReport ToReport() => new(
        id, Rows, _accepted, _repeated, _refused, _unreadable, _position,
        ownKind is { } kind ? Code<OwnKind>.Of(kind) : null, _problems, _problemsTotal);

    private void Add(ImportProblem problem)
    {
        _problemsTotal++;
        if (_problems.Count < problemsListed)
        {
            _problems.Add(problem);
        }
    }
}
