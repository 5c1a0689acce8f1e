using Npgsql;
using Osms.Ledger.Store;

namespace Osms.Ledger.Projections;

/// <summary>Rows on their way into the tables of a rebuild: a COPY for each table.</summary>
internal sealed class NextRows : IDisposable
{
    private const string CopyCoverage =
        "copy ledger.coverage_next (iin, version, position, runs, rules) from stdin (format binary)";

    private const string CopyStates =
        "copy ledger.insured_state_next (iin, version, facts) from stdin (format binary)";

    private const string Forget = """
        with those as (delete from ledger.insured_state_next where iin = any ($1))
        delete from ledger.coverage_next where iin = any ($1)
        """;

    // Some dozen people: the server writes them while the next are folded.
    private const int BytesAtOnce = 16 * 1024;

    private readonly int _rulesTag;
    private readonly CopyRows _states = new();
    private readonly CopyRows _coverage = new();
    private readonly List<NpgsqlConnection> _connections = [];
    private NpgsqlRawCopyStream? _toStates;
    private NpgsqlRawCopyStream? _toCoverage;
    private bool _isComplete;

    private NextRows(int rulesTag) => _rulesTag = rulesTag;

    /// <summary>Both tables at once, each on a connection of its own.</summary>
    internal static NextRows Begin(NpgsqlDataSource database, int rulesTag)
    {
        var rows = new NextRows(rulesTag);
        try
        {
            rows._toStates = rows.Begin(database, CopyStates);
            rows._toCoverage = rows.Begin(database, CopyCoverage);
            return rows;
        }
        catch
        {
            rows.Dispose();
            throw;
        }
    }

    /// <summary>Rows in the place of those that these people have so far; within the caller's transaction.</summary>
    internal static async Task ReplaceAsync(
        NpgsqlConnection connection, IReadOnlyList<ReadModelRow> rows, int rulesTag, CancellationToken cancellation)
    {
        await using var forget = new NpgsqlCommand(Forget, connection);
        forget.Parameters.Add(new NpgsqlParameter { Value = rows.Select(row => row.Iin).ToArray() });
        await forget.ExecuteNonQueryAsync(cancellation);
        using var states = new CopyRows();
        using var coverage = new CopyRows();
        foreach (var row in rows)
        {
            row.AddTo(states, coverage, rulesTag);
        }

        await states.SendAsync(connection, CopyStates, cancellation);
        await coverage.SendAsync(connection, CopyCoverage, cancellation);
    }

    internal void Write(ReadModelRow row)
    {
        row.AddTo(_states, _coverage, _rulesTag);
        if (_states.Length + _coverage.Length > BytesAtOnce)
        {
            _states.DrainTo(_toStates!);
            _coverage.DrainTo(_toCoverage!);
        }
    }

    /// <summary>Without it nothing is written.</summary>
    internal void Complete()
    {
        _states.End();
        _coverage.End();
        _states.DrainTo(_toStates!);
        _coverage.DrainTo(_toCoverage!);
        _isComplete = true;
        _toStates!.Dispose();
        _toCoverage!.Dispose();
    }

    public void Dispose()
    {
        if (!_isComplete)
        {
            // Closing a copy completes it.
            _toStates?.Cancel();
            _toCoverage?.Cancel();
        }

        _toStates?.Dispose();
        _toCoverage?.Dispose();
        _connections.ForEach(connection => connection.Dispose());
        _states.Dispose();
        _coverage.Dispose();
    }

    private NpgsqlRawCopyStream Begin(NpgsqlDataSource database, string copy)
    {
        var connection = database.OpenConnection();
        _connections.Add(connection);
        return connection.BeginRawBinaryCopy(copy);
    }
}
