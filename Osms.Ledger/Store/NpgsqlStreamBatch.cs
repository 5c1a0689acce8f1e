using Npgsql;
using NpgsqlTypes;
using Osms.Ledger.Values;

namespace Osms.Ledger.Store;

/// <summary>Many streams in one transaction: lock in id order, decide, then draw numbers and COPY.</summary>
internal sealed class NpgsqlStreamBatch : IStreamBatch
{
    private const string MakeMissing = """
        insert into ledger.mt_streams (id, type, version)
        select id, $2, 0 from unnest($1) as wanted (id) order by id
        on conflict do nothing
        """;

    // In id order, as everybody locks: two batches can wait for each other but not block each other.
    private const string LockAll =
        "select id, version, is_archived from ledger.mt_streams where id = any ($1) order by id for update";

    // The table lock before the first number: the high water waits for those who hold it.
    private const string LockEvents = "lock table ledger.mt_events in row exclusive mode";

    private const string DrawNumbers =
        "select nextval('ledger.mt_events_sequence'), clock_timestamp() from generate_series(1, $1)";

    private const string SetVersions = """
        update ledger.mt_streams as s set version = w.version, timestamp = $3
        from unnest($1, $2) as w (id, version) where s.id = w.id
        """;

    // A stream that was made for commands which were then all refused says nothing and must not stay.
    private const string DropEmpty = "delete from ledger.mt_streams where id = any ($1) and version = 0";

    private readonly NpgsqlTransaction _transaction;
    private readonly Dictionary<string, int> _versions = new(StringComparer.Ordinal);
    private readonly HashSet<string> _archived = new(StringComparer.Ordinal);

    private NpgsqlStreamBatch(NpgsqlConnection connection, NpgsqlTransaction transaction)
    {
        Connection = connection;
        _transaction = transaction;
    }

    public NpgsqlConnection Connection { get; }

    public IReadOnlyDictionary<string, int> Versions => _versions;

    public IReadOnlySet<string> Archived => _archived;

    internal static async Task<NpgsqlStreamBatch> BeginAsync(
        NpgsqlDataSource database, IReadOnlyCollection<string> streams, bool foreignKey, CancellationToken cancellation)
    {
        var connection = await database.OpenConnectionAsync(cancellation);
        try
        {
            var transaction = await connection.BeginTransactionAsync(cancellation);
            string[] ids = [.. streams.Distinct().Order(StringComparer.Ordinal)];
            await using var batch = new NpgsqlBatch(connection);
            if (!foreignKey)
            {
                // The key halves COPY; the batch itself has just made every stream it refers to.
                batch.BatchCommands.Add(new NpgsqlBatchCommand("set local session_replication_role = replica"));
            }

            batch.BatchCommands.Add(new NpgsqlBatchCommand(MakeMissing)
            {
                Parameters = { new() { Value = ids }, new() { Value = NpgsqlEventStore.StreamType } },
            });
            batch.BatchCommands.Add(new NpgsqlBatchCommand(LockAll) { Parameters = { new() { Value = ids } } });
            var locked = new NpgsqlStreamBatch(connection, transaction);
            await using var rows = await batch.ExecuteReaderAsync(cancellation);
            while (await rows.ReadAsync(cancellation))
            {
                locked._versions.Add(rows.GetString(0), checked((int)rows.GetInt64(1)));
                if (rows.GetFieldValue<bool?>(2) is true)
                {
                    locked._archived.Add(rows.GetString(0));
                }
            }

            return locked;
        }
        catch
        {
            // Closing the connection rolls back; nobody else will.
            await connection.DisposeAsync();
            throw;
        }
    }

    public Task<IReadOnlyDictionary<string, IReadOnlyList<StoredEvent>>> LoadAsync(
        IReadOnlyCollection<string> streams, CancellationToken cancellation) =>
        EventRows.LoadAsync(Connection.CreateCommand(), streams, through: null, cancellation);

    public async Task<IReadOnlyList<LedgerPosition>> AppendAsync(
        IReadOnlyList<StreamAppend> appends, CancellationToken cancellation)
    {
        foreach (var append in appends)
        {
            if (_archived.Contains(append.Stream))
            {
                throw new StreamArchivedException();
            }

            if (_versions[append.Stream] != append.ExpectedVersion)
            {
                throw new InvalidOperationException(
                    $"A locked stream is at version {_versions[append.Stream]}, not {append.ExpectedVersion}.");
            }
        }

        var count = appends.Sum(a => a.Events.Count);
        if (count == 0)
        {
            return [];
        }

        var (drawn, at) = await DrawAsync(count, cancellation);
        var positions = InOrder(appends, drawn);
        using (var rows = EventCopy.Rows(appends, positions, at))
        {
            await rows.SendAsync(Connection, EventCopy.Sql, cancellation);
        }

        await using var update = new NpgsqlCommand(SetVersions, Connection);
        foreach (var append in appends)
        {
            _versions[append.Stream] += append.Events.Count;
        }

        string[] ids = [.. appends.Select(a => a.Stream)];
        update.Parameters.Add(new NpgsqlParameter { Value = ids });
        update.Parameters.Add(new NpgsqlParameter { Value = ids.Select(id => (long)_versions[id]).ToArray() });
        update.Parameters.Add(new NpgsqlParameter { Value = at, NpgsqlDbType = NpgsqlDbType.TimestampTz });
        await update.ExecuteNonQueryAsync(cancellation);
        return [.. positions.Select(p => new LedgerPosition(p))];
    }

    public async Task WriteAsync(IReadOnlyList<TableWrite> rows, CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(Connection);
        foreach (var write in rows)
        {
            batch.BatchCommands.Add(write.ToCommand());
        }

        await batch.ExecuteNonQueryAsync(cancellation);
    }

    public async Task CommitAsync(CancellationToken cancellation)
    {
        string[] empty = [.. _versions.Where(v => v.Value == 0).Select(v => v.Key)];
        if (empty.Length > 0)
        {
            await using var drop = new NpgsqlCommand(DropEmpty, Connection);
            drop.Parameters.Add(new NpgsqlParameter { Value = empty });
            await drop.ExecuteNonQueryAsync(cancellation);
        }

        await _transaction.CommitAsync(cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await Connection.DisposeAsync();
    }

    private static long[] InOrder(IReadOnlyList<StreamAppend> appends, long[] ascending)
    {
        int[] orders = [.. appends.SelectMany(a => a.Events).Select(e => e.Order)];
        var positions = new long[ascending.Length];
        var next = 0;
        foreach (var index in Enumerable.Range(0, orders.Length).OrderBy(i => orders[i]))
        {
            positions[index] = ascending[next++];
        }

        return positions;
    }

    private async Task<(long[] Positions, DateTime At)> DrawAsync(int count, CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(Connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand(LockEvents));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(DrawNumbers) { Parameters = { new() { Value = count } } });
        var positions = new long[count];
        var at = default(DateTime);
        await using var rows = await batch.ExecuteReaderAsync(cancellation);
        for (var i = 0; i < count; i++)
        {
            if (!await rows.ReadAsync(cancellation))
            {
                throw new InvalidOperationException($"The sequence gave {i} numbers instead of {count}.");
            }

            positions[i] = rows.GetInt64(0);
            // The time of the last draw: after every number of this batch.
            at = rows.GetDateTime(1);
        }

        return (positions, at);
    }
}
