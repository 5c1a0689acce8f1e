using Marten;
using Marten.Services;
using Npgsql;
using Osms.Ledger.Store;
using Osms.Ledger.Values;

namespace Osms.Ledger.CritterStack;

/// <summary>One event to each of many streams, each on its own; nobody is waited for.</summary>
internal sealed class MartenEach : IAsyncDisposable
{
    private const string HoldFree = """
        select id, version from ledger.mt_streams
        where id = any ($1) and is_archived is not true order by id for update skip locked
        """;

    private const string TellAppended = "select set_config('ledger.appended', $1::bigint[]::text, true)";

    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction _transaction;
    private readonly IDocumentStore _marten;
    private readonly EventKinds _kinds;

    private MartenEach(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IDocumentStore marten, EventKinds kinds)
    {
        (_connection, _transaction, _marten, _kinds) = (connection, transaction, marten, kinds);
    }

    internal static async Task<MartenEach> BeginAsync(
        NpgsqlDataSource database, IDocumentStore marten, EventKinds kinds, CancellationToken cancellation)
    {
        var connection = await database.OpenConnectionAsync(cancellation);
        try
        {
            var transaction = await connection.BeginTransactionAsync(cancellation);
            return new MartenEach(connection, transaction, marten, kinds);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Commits; null for each stream that was not free, not there or not at its version.</summary>
    internal async Task<IReadOnlyList<LedgerPosition?>> AppendAsync(
        IReadOnlyList<StreamAppend> appends, IReadOnlyList<TableWrite> rows, CancellationToken cancellation)
    {
        var held = await HoldAsync(appends, cancellation);
        int[] can = [.. Enumerable.Range(0, appends.Count).Where(i => IsAtItsVersion(held, appends[i]))];
        var positions = new long?[appends.Count];
        await using (var session = _marten.LightweightSession(SessionOptions.ForTransaction(_transaction)))
        {
            var appender = new MartenAppender(session, _kinds, bulk: null);
            var drawn = await appender.AppendAsync([.. can.Select(i => appends[i])], can.Length, cancellation);
            for (var i = 0; i < can.Length; i++)
            {
                positions[can[i]] = drawn[i];
            }
        }

        await WriteAsync(positions, rows, cancellation);
        await _transaction.CommitAsync(cancellation);
        return [.. positions.Select(LedgerPosition? (p) => p is { } position ? new LedgerPosition(position) : null)];
    }

    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private static bool IsAtItsVersion(Dictionary<string, long> held, StreamAppend append) =>
        held.TryGetValue(append.Stream, out var version) && version == append.ExpectedVersion;

    private async Task<Dictionary<string, long>> HoldAsync(
        IReadOnlyList<StreamAppend> appends, CancellationToken cancellation)
    {
        await using var hold = new NpgsqlCommand(HoldFree, _connection);
        hold.Parameters.Add(new NpgsqlParameter { Value = appends.Select(a => a.Stream).ToArray() });
        await using var streams = await hold.ExecuteReaderAsync(cancellation);
        var held = new Dictionary<string, long>(StringComparer.Ordinal);
        while (await streams.ReadAsync(cancellation))
        {
            held.Add(streams.GetString(0), streams.GetInt64(1));
        }

        return held;
    }

    private async Task WriteAsync(
        long?[] positions, IReadOnlyList<TableWrite> rows, CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(_connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand(TellAppended) { Parameters = { new() { Value = positions } } });
        foreach (var write in rows)
        {
            batch.BatchCommands.Add(write.ToCommand());
        }

        await batch.ExecuteNonQueryAsync(cancellation);
    }
}
