using Npgsql;
using NpgsqlTypes;

namespace Osms.Ledger.Projections;

/// <summary>Rows on their way into the tables of a rebuild: a COPY for each table.</summary>
internal sealed class NextRows : IAsyncDisposable
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
    internal static async Task<NextRows> BeginAsync(
        NpgsqlDataSource database, int rulesTag, CancellationToken cancellation)
    {
        var rows = new NextRows(rulesTag);
        try
        {
            rows._coverage = await rows.BeginAsync(database, CopyCoverage, cancellation);
            rows._states = await rows.BeginAsync(database, CopyStates, cancellation);
            return rows;
        }
        catch
        {
            await rows.DisposeAsync();
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
                await WriteAsync(coverage, row, rulesTag, cancellation);
            }

            await coverage.CompleteAsync(cancellation);
        }

        await using var states = await connection.BeginBinaryImportAsync(CopyStates, cancellation);
        foreach (var row in rows)
        {
            await WriteAsync(states, row, cancellation);
        }

        await states.CompleteAsync(cancellation);
    }

    internal async Task WriteAsync(NextRow row, CancellationToken cancellation)
    {
        await WriteAsync(_coverage!, row, _rulesTag, cancellation);
        await WriteAsync(_states!, row, cancellation);
    }

    /// <summary>Without it nothing is written.</summary>
    internal async Task CompleteAsync(CancellationToken cancellation)
    {
        await _coverage!.CompleteAsync(cancellation);
        await _states!.CompleteAsync(cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await (_coverage?.DisposeAsync() ?? default);
        await (_states?.DisposeAsync() ?? default);
        foreach (var connection in _connections)
        {
            await connection.DisposeAsync();
        }
    }

    private async Task<NpgsqlBinaryImporter> BeginAsync(
        NpgsqlDataSource database, string copy, CancellationToken cancellation)
    {
        var connection = await database.OpenConnectionAsync(cancellation);
        _connections.Add(connection);
        return await connection.BeginBinaryImportAsync(copy, cancellation);
    }

    private static async Task WriteAsync(
        NpgsqlBinaryImporter coverage, NextRow row, int rulesTag, CancellationToken cancellation)
    {
        await coverage.StartRowAsync(cancellation);
        await coverage.WriteAsync(row.Iin, NpgsqlDbType.Varchar, cancellation);
        await coverage.WriteAsync((long)row.Version, NpgsqlDbType.Bigint, cancellation);
        await coverage.WriteAsync(row.Position, NpgsqlDbType.Bigint, cancellation);
        await coverage.WriteAsync(row.Runs, NpgsqlDbType.Array | NpgsqlDbType.Bigint, cancellation);
        await coverage.WriteAsync(rulesTag, NpgsqlDbType.Integer, cancellation);
    }

    private static async Task WriteAsync(NpgsqlBinaryImporter states, NextRow row, CancellationToken cancellation)
    {
        await states.StartRowAsync(cancellation);
        await states.WriteAsync(row.Iin, NpgsqlDbType.Varchar, cancellation);
        await states.WriteAsync((long)row.Version, NpgsqlDbType.Bigint, cancellation);
        await states.WriteAsync(row.Facts, NpgsqlDbType.Bytea, cancellation);
    }
}
