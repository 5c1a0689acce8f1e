using Osms.Ledger.Import;
using Osms.Ledger.Store;

namespace Osms.Ledger;

/// <summary>A row of a file, as far as its report needs it once the command is on its way.</summary>
/// <param name="Line">Where it begins.</param>
/// <param name="Kind">How to count it.</param>
/// <param name="Problem">Of a row that is no command.</param>
internal readonly record struct CountedRow(long Line, RowKind Kind, ImportProblem? Problem);

/// <summary>Rows of a file that are to be one transaction, in the order of the file.</summary>
/// <param name="prepared">Takes their commands.</param>
/// <param name="file">The origin of them all, but for the line.</param>
internal sealed class ImportBatch(PreparedBatch prepared, EventOrigin file)
{
    private readonly List<CountedRow> _rows = [];
    private string? _lastIin;

    internal PreparedBatch Prepared => prepared;

    internal IReadOnlyList<CountedRow> Rows => _rows;

    /// <summary>How far the file had been read after these rows.</summary>
    internal long BytesRead { get; set; }

    internal void Add(in ImportRow row)
    {
        _rows.Add(new CountedRow(row.Line, row.Kind, row.Problem));
        _lastIin = row.Command?.Iin;
        if (row.Transfer is not null)
        {
            prepared.Add(row.Transfer, OriginOf(row));
        }
        else if (row.Command is not null)
        {
            prepared.Add(new SourcedCommand(row.Command, OriginOf(row), row.Before?.Version));
        }
    }

    /// <summary>
    /// There are enough rows. Where a file goes person by person no batch ends within one, within reason: neighbours
    /// can then be written side by side.
    /// </summary>
    internal bool IsFull(int rows, in ImportRow next) =>
        _rows.Count >= rows
        && (_rows.Count >= rows + (rows / 4) || next.Command is null || next.Command.Iin != _lastIin);

    // An exported event keeps where it came from when it was first recorded.
    private EventOrigin OriginOf(in ImportRow row) => row.Before is { } before
        ? new EventOrigin(before.By, before.CorrelationId, before.Source, before.Line)
        : file with { Line = row.Line };
}
