using System.Data;
using System.Runtime.CompilerServices;
using Npgsql;
using Osms.Ledger.Store;
using Osms.Ledger.Values;

namespace Osms.Ledger.Audit;

/// <summary>
/// The database as it was at one moment, for reading only: what is written meanwhile is not seen, so that whatever does
/// not fit together was left so. One question at a time.
/// </summary>
internal sealed class LedgerSnapshot : IAsyncDisposable
{
    // A long look is no reason to be cut off; and times are shown the same wherever the server stands. A rebuild that
    // put other tables in the place of these after the snapshot would show us those as they were: half filled.
    private const string Settings = """
        set transaction read only;
        lock table ledger.insured_state, ledger.coverage, ledger.payer_change, ledger.contribution_lot
            in access share mode;
        set local statement_timeout = 0;
        set local idle_in_transaction_session_timeout = 0;
        set local timezone = 'UTC';
        """;

    // The first question: it takes the snapshot, and the sequence is read after that. So every number in it is below.
    private const string Look = $"""
        select coalesce(pg_sequence_last_value('ledger.mt_events_sequence'::regclass), 0), clock_timestamp(),
               coalesce((select position from ledger.high_water), 0),
               (select count(*) from ledger.mt_streams where {StreamsOf.People}),
               (select count(*) from ledger.mt_events)
        """;

    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction _transaction;

    private LedgerSnapshot(NpgsqlConnection connection, NpgsqlTransaction transaction)
    {
        _connection = connection;
        _transaction = transaction;
    }

    /// <summary>The last number handed out.</summary>
    internal long LastNumber { get; private set; }

    internal DateTime TakenAt { get; private set; }

    internal LedgerPosition Settled { get; private set; }

    /// <summary>Of people.</summary>
    internal long Streams { get; private set; }

    internal long Events { get; private set; }

    internal static async Task<LedgerSnapshot> TakeAsync(NpgsqlDataSource database, CancellationToken cancellation)
    {
        var connection = await database.OpenConnectionAsync(cancellation);
        try
        {
            var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);
            var snapshot = new LedgerSnapshot(connection, transaction);
            await using var settings = new NpgsqlCommand(Settings, connection);
            await settings.ExecuteNonQueryAsync(cancellation);
            await snapshot.LookAsync(cancellation);
            return snapshot;
        }
        catch
        {
            // Closing the connection rolls back; nobody else will.
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>The rows of one question as they come.</summary>
    internal async IAsyncEnumerable<NpgsqlDataReader> ReadAsync(
        string sql, NpgsqlParameter[] parameters, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, _connection) { CommandTimeout = 0 };
        command.Parameters.AddRange(parameters);
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        while (await rows.ReadAsync(cancellation))
        {
            yield return rows;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private async Task LookAsync(CancellationToken cancellation)
    {
        await foreach (var row in ReadAsync(Look, [], cancellation))
        {
            LastNumber = row.GetInt64(0);
            TakenAt = row.GetDateTime(1);
            Settled = new LedgerPosition(row.GetInt64(2));
            Streams = row.GetInt64(3);
            Events = row.GetInt64(4);
        }
    }
}
