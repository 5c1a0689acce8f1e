using Npgsql;
using Osms.Ledger.Store;

namespace Osms.Ledger.Projections;

/// <summary>
/// Rows on their way into the tables of a rebuild: a COPY for each table, each on a connection of its own.
/// </summary>
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
    private readonly FigureRows _figures;
    private readonly List<Target> _targets = [];
    private bool _isComplete;

    private NextRows(int rulesTag) => (_rulesTag, _figures) = (rulesTag, new FigureRows(rulesTag));

    internal static NextRows Begin(NpgsqlDataSource database, int rulesTag)
    {
        var rows = new NextRows(rulesTag);
        try
        {
            rows.Begin(database, CopyStates, rows._states);
            rows.Begin(database, CopyCoverage, rows._coverage);
            rows.Begin(database, FigureRows.CopyPayers(NextTables.Suffix), rows._figures.Payers);
            rows.Begin(database, ContributionLots.Copy(NextTables.Suffix), rows._figures.Lots);
            return rows;
        }
        catch
        {
            rows.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Rows in the place of those that these people have so far, and figures beside theirs; within the caller's
    /// transaction.
    /// </summary>
    internal static async Task ReplaceAsync(
        NpgsqlConnection connection, IReadOnlyList<FoldedPerson> people, int rulesTag, CancellationToken cancellation)
    {
        await using var forget = new NpgsqlCommand(Forget, connection);
        forget.Parameters.Add(new NpgsqlParameter { Value = people.Select(p => p.Row.Iin).ToArray() });
        await forget.ExecuteNonQueryAsync(cancellation);
        using var states = new CopyRows();
        using var coverage = new CopyRows();
        using var figures = new FigureRows(rulesTag);
        foreach (var person in people)
        {
            person.Row.AddTo(states, coverage, rulesTag);
            figures.Add(person.Figures);
        }

        figures.End();

        await states.SendAsync(connection, CopyStates, cancellation);
        await coverage.SendAsync(connection, CopyCoverage, cancellation);
        await figures.WriteAsync(connection, NextTables.Suffix, cancellation);
    }

    internal void Write(FoldedPerson person)
    {
        person.Row.AddTo(_states, _coverage, _rulesTag);
        _figures.Add(person.Figures);
        if (_targets.Sum(t => t.Rows.Length) > BytesAtOnce)
        {
            _targets.ForEach(t => t.Rows.DrainTo(t.Copy));
        }
    }

    /// <summary>Without it nothing is written.</summary>
    internal void Complete()
    {
        _figures.End();
        foreach (var (rows, copy, _) in _targets)
        {
            rows.End();
            rows.DrainTo(copy);
        }

        _isComplete = true;
        _targets.ForEach(t => t.Copy.Dispose());
    }

    public void Dispose()
    {
        foreach (var (_, copy, connection) in _targets)
        {
            if (!_isComplete)
            {
                // Closing a copy completes it.
                copy.Cancel();
            }

            copy.Dispose();
            connection.Dispose();
        }

        _states.Dispose();
        _coverage.Dispose();
        _figures.Dispose();
    }

    private void Begin(NpgsqlDataSource database, string copy, CopyRows rows)
    {
        var connection = database.OpenConnection();
        try
        {
            _targets.Add(new Target(rows, connection.BeginRawBinaryCopy(copy), connection));
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private readonly record struct Target(CopyRows Rows, NpgsqlRawCopyStream Copy, NpgsqlConnection Connection);
}
