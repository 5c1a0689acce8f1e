using System.Diagnostics;
using Npgsql;
using Osms.Ledger.Insured;

namespace Osms.Ledger.Tests.Simulation;

/// <summary>The database as it lies there, read past the ledger and past its relays.</summary>
internal sealed class Truth(string database) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // Not serializable: looking must not get in anybody's way.
    private readonly NpgsqlDataSource _database = NpgsqlDataSource.Create(
        new NpgsqlConnectionStringBuilder(database) { Options = "-c default_transaction_isolation=read\\ committed" });

    internal Task<List<NaiveEntry>> EntriesAsync() => RowsAsync(
        """
        select seq_id, stream_id, version, type, data, timestamp, correlation_id, user_name,
               case when headers is null then nullif(regexp_replace(causation_id, ':[0-9]*$', ''), '')
                    else headers->>'source' end,
               case when headers is null then nullif(substring(causation_id from ':([0-9]*)$'), '')
                    else headers->>'line' end::bigint
        from ledger.mt_events order by seq_id
        """,
        row => new NaiveEntry(
            row.GetInt64(0),
            row.GetString(1),
            checked((int)row.GetInt64(2)),
            EventCatalogue.Deserialize(row.GetString(3), row.GetFieldValue<byte[]>(4)),
            row.GetFieldValue<DateTimeOffset>(5),
            TextOrNull(row, 6),
            TextOrNull(row, 7),
            TextOrNull(row, 8),
            row.IsDBNull(9) ? null : row.GetInt64(9)));

    /// <summary>The last number that was handed out.</summary>
    internal async Task<long> LastNumberAsync() => (await RowsAsync(
        "select case when is_called then last_value else last_value - 1 end from ledger.mt_events_sequence",
        row => row.GetInt64(0)))[0];

    internal async Task<DateTimeOffset> NowAsync() =>
        (await RowsAsync("select clock_timestamp()", row => row.GetFieldValue<DateTimeOffset>(0)))[0];

    internal Task<List<string>> LinesAsync(string sql) => RowsAsync(sql, row => row.GetString(0));

    /// <summary>Sessions in the middle of a transaction.</summary>
    internal Task<List<int>> BusyAsync() => RowsAsync(
        """
        select pid from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'
          and (state <> 'idle' or backend_xid is not null)
        """,
        row => row.GetInt32(0));

    /// <summary>Sessions that wait for others to commit.</summary>
    internal Task<List<int>> BlockedAsync() => RowsAsync(
        """
        select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'
        """,
        row => row.GetInt32(0));

    /// <summary>Waits until no transaction runs but those that are known to stand still.</summary>
    internal async Task QuietAsync(IReadOnlyCollection<int> standing)
    {
        for (var clock = Stopwatch.StartNew(); (await BusyAsync()).Except(standing).Any(); await Task.Delay(2))
        {
            NaiveLedger.Require(clock.Elapsed < Patience, "a transaction does not end that nobody waits for");
        }
    }

    private static string? TextOrNull(NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetString(column);

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    private async Task<List<T>> RowsAsync<T>(string sql, Func<NpgsqlDataReader, T> read)
    {
        for (var clock = Stopwatch.StartNew(); ;)
        {
            try
            {
                await using var command = _database.CreateCommand(sql);
                await using var rows = await command.ExecuteReaderAsync();
                List<T> result = [];
                while (await rows.ReadAsync())
                {
                    result.Add(read(rows));
                }

                return result;
            }
            catch (NpgsqlException) when (clock.Elapsed < Patience)
            {
                // The server has been killed, and comes back.
                await Task.Delay(20);
            }
        }
    }
}
