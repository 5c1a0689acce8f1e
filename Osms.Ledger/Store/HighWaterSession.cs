using System.Data;
using Npgsql;
using NpgsqlTypes;

namespace Osms.Ledger.Store;

/// <summary>What one look at the server found, in this order.</summary>
/// <param name="Position">What the row says is settled.</param>
/// <param name="CheckedAt">Up to this instant every instant has its position for good.</param>
/// <param name="Now">The server's time, read before the number: who draws a later number has a later time.</param>
/// <param name="Last">The last number handed out, read before the holders.</param>
/// <param name="Holders">Transactions that may still write with a number they have drawn.</param>
internal sealed record HighWaterSight(
    long Position, DateTimeOffset CheckedAt, DateTimeOffset Now, long Last, HashSet<string> Holders);

/// <summary>
/// A session of this process's own, in which the row of the high water is read and moved. A crash of the server ends
/// every session; so whatever was seen in one session was seen of one run of the server.
/// </summary>
internal sealed class HighWaterSession(NpgsqlDataSource database) : IDisposable
{
    // Each statement needs a snapshot of its own, and what is moved must be flushed before anybody relies on it.
    private const string Prepare = """
        set default_transaction_isolation = 'read committed';
        select set_config('synchronous_commit', 'on', false) where current_setting('synchronous_commit') = 'off'
        """;

    private const string Row = "select position, checked_at, clock_timestamp() from ledger.high_water";

    // Not from the sequence's table: read beside a nextval that writes its log, that one is up to 32 numbers ahead.
    private const string LastNumber =
        "select coalesce(pg_sequence_last_value('ledger.mt_events_sequence'::regclass), 0)";

    private const string Holders = """
        select virtualtransaction from pg_locks
        where locktype = 'relation' and relation = 'ledger.mt_events'::regclass
          and database = (select oid from pg_database where datname = current_database())
          and mode = 'RowExclusiveLock' and granted
        """;

    // By itself, so that the move reads what whoever held the row before has left.
    private const string Lock = "select from ledger.high_water for update";

    // One entry for each step of the running maximum of the events' own times; never at or below what was answered.
    private const string Move = """
        with known as (
            select position, checked_at from ledger.high_water),
        events as (
            select e.seq_id,
                   greatest(
                       max(e.timestamp) over (order by e.seq_id), known.checked_at + interval '1 microsecond') as at
            from ledger.mt_events e, known
            where e.seq_id > known.position and e.seq_id <= $1),
        clock as (
            insert into ledger.position_clock (position, at)
            select max(seq_id), at from events group by at)
        update ledger.high_water h
        set position = greatest(h.position, $1),
            checked_at = greatest(h.checked_at, $2, (select max(at) from events))
        from known
        returning h.position
        """;

    private NpgsqlConnection? _connection;

    internal bool IsOpen => _connection?.State == ConnectionState.Open;

    internal async Task<HighWaterSight> ReadAsync()
    {
        await using var batch = new NpgsqlBatch(await OpenAsync());
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Row));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(LastNumber));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Holders));
        await using var rows = await batch.ExecuteReaderAsync();
        if (!await rows.ReadAsync())
        {
            throw new InvalidOperationException("ledger.high_water has lost its row; restore it from a backup.");
        }

        var position = rows.GetInt64(0);
        var checkedAt = rows.GetFieldValue<DateTimeOffset>(1);
        var now = rows.GetFieldValue<DateTimeOffset>(2);
        await rows.NextResultAsync();
        await rows.ReadAsync();
        var last = rows.GetInt64(0);
        await rows.NextResultAsync();
        var holders = new HashSet<string>(StringComparer.Ordinal);
        while (await rows.ReadAsync())
        {
            holders.Add(rows.GetString(0));
        }

        return new HighWaterSight(position, checkedAt, now, last, holders);
    }

    /// <summary>
    /// Moves the row and the clock, never back; returns where the row stands, flushed with all that was before it.
    /// </summary>
    /// <param name="settled">Settled by what was read in this very session.</param>
    /// <param name="until">Instants up to this one are closed too.</param>
    internal async Task<long> MoveAsync(long settled, DateTimeOffset until)
    {
        await using var batch = new NpgsqlBatch(await OpenAsync());
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Lock));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Move)
        {
            Parameters =
            {
                new NpgsqlParameter<long> { TypedValue = settled },
                new() { Value = until.ToUniversalTime(), NpgsqlDbType = NpgsqlDbType.TimestampTz },
            },
        });
        await using var rows = await batch.ExecuteReaderAsync();
        await rows.NextResultAsync();
        await rows.ReadAsync();
        var moved = rows.GetInt64(0);

        // Reading to the end: only then is it committed.
        await rows.NextResultAsync();
        return moved;
    }

    internal void Close()
    {
        try
        {
            _connection?.Dispose();
        }
        catch (NpgsqlException)
        {
            // Broken: that ends the session as well.
        }

        _connection = null;
    }

    public void Dispose() => Close();

    private async Task<NpgsqlConnection> OpenAsync()
    {
        if (_connection is null)
        {
            _connection = await database.OpenConnectionAsync();
            await using var prepare = new NpgsqlCommand(Prepare, _connection);
            await prepare.ExecuteNonQueryAsync();
        }

        return _connection;
    }
}
