using Npgsql;
using NpgsqlTypes;

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

    private readonly int _rulesTag;
    private readonly List<NpgsqlConnection> _connections = [];
    private NpgsqlBinaryImporter? _coverage;
    private NpgsqlBinaryImporter? _states;

    private NextRows(int rulesTag) => _rulesTag = rulesTag;

    /// <summary>Both tables at once, each on a connection of its own.</summary>
    internal static NextRows Begin(NpgsqlDataSource database, int rulesTag)
    {
        var rows = new NextRows(rulesTag);
        try
        {
            rows._coverage = rows.Begin(database, CopyCoverage);
            rows._states = rows.Begin(database, CopyStates);
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
        NpgsqlConnection connection, IReadOnlyList<NextRow> rows, int rulesTag, CancellationToken cancellation)
    {
        await using var forget = new NpgsqlCommand(Forget, connection);
        forget.Parameters.Add(new NpgsqlParameter { Value = rows.Select(row => row.Iin).ToArray() });
        await forget.ExecuteNonQueryAsync(cancellation);
        await using (var coverage = await connection.BeginBinaryImportAsync(CopyCoverage, cancellation))
        {
            foreach (var row in rows)
            {
                Write(coverage, row, rulesTag);
            }

            await coverage.CompleteAsync(cancellation);
        }

        await using var states = await connection.BeginBinaryImportAsync(CopyStates, cancellation);
        foreach (var row in rows)
        {
            Write(states, row);
        }

        await states.CompleteAsync(cancellation);
    }

    internal void Write(NextRow row)
    {
        Write(_coverage!, row, _rulesTag);
        Write(_states!, row);
    }

    /// <summary>Without it nothing is written.</summary>
    internal void Complete()
    {
        _coverage!.Complete();
        _states!.Complete();
    }

    public void Dispose()
    {
        _coverage?.Dispose();
        _states?.Dispose();
        _connections.ForEach(connection => connection.Dispose());
    }

    private NpgsqlBinaryImporter Begin(NpgsqlDataSource database, string copy)
    {
        var connection = database.OpenConnection();
        _connections.Add(connection);
        return connection.BeginBinaryImport(copy);
    }

    private static void Write(NpgsqlBinaryImporter coverage, NextRow row, int rulesTag)
    {
        coverage.StartRow();
        coverage.Write(row.Iin, NpgsqlDbType.Varchar);
        coverage.Write((long)row.Version, NpgsqlDbType.Bigint);
        coverage.Write(row.Position, NpgsqlDbType.Bigint);
        coverage.Write(row.Runs, NpgsqlDbType.Array | NpgsqlDbType.Bigint);
        coverage.Write(rulesTag, NpgsqlDbType.Integer);
    }

    private static void Write(NpgsqlBinaryImporter states, NextRow row)
    {
        states.StartRow();
        states.Write(row.Iin, NpgsqlDbType.Varchar);
        states.Write((long)row.Version, NpgsqlDbType.Bigint);
        states.Write(row.Facts, NpgsqlDbType.Bytea);
    }
}
