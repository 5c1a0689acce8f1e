using Npgsql;
using NpgsqlTypes;
using Osms.Ledger.Values;

namespace Osms.Ledger.Store;

/// <summary>Many streams in one transaction: lock in id order, decide, then draw numbers and COPY.</summary>
internal class NpgsqlStreamBatch : IStreamBatch
{
    // In id order, as everybody locks: two batches can wait for each other but not block each other.
    private const string LockThere =
        "select id, version, is_archived from ledger.mt_streams where id = any ($1) order by id for update";

    private const string MakeMissing = """
        insert into ledger.mt_streams (id, type, version)
        select id, type, version from unnest($1, $2, $3) as wanted (id, type, version) order by id
        on conflict do nothing
        """;

    private const string SetVersions = """
        update ledger.mt_streams as s set version = w.version, timestamp = $3
        from unnest($1, $2) as w (id, version) where s.id = w.id
        """;

    // A stream that was made for commands which were then all refused says nothing and must not stay.
    private const string DropEmpty = "delete from ledger.mt_streams where id = any ($1)";

    private readonly Dictionary<string, int> _versions = new(StringComparer.Ordinal);

    // What the rows of mt_streams say now: of a new stream what it will most likely come to.
    private readonly Dictionary<string, int> _written = new(StringComparer.Ordinal);
    private readonly HashSet<string> _archived = new(StringComparer.Ordinal);

    protected NpgsqlStreamBatch(NpgsqlConnection connection, NpgsqlTransaction transaction)
    {
        Connection = connection;
        Transaction = transaction;
    }

    public NpgsqlConnection Connection { get; }

    protected NpgsqlTransaction Transaction { get; }

    public IReadOnlyDictionary<string, int> Versions => _versions;

    public IReadOnlySet<string> Archived => _archived;

    internal static Task<NpgsqlStreamBatch> BeginAsync(
        NpgsqlDataSource database, IReadOnlyCollection<StreamClaim> streams, bool foreignKey,
        CancellationToken cancellation) => BeginAsync(
            database, streams, foreignKey,
            (connection, transaction) => new NpgsqlStreamBatch(connection, transaction), cancellation);

    protected static async Task<NpgsqlStreamBatch> BeginAsync(
        NpgsqlDataSource database, IReadOnlyCollection<StreamClaim> streams, bool foreignKey,
        Func<NpgsqlConnection, NpgsqlTransaction, NpgsqlStreamBatch> make, CancellationToken cancellation)
    {
        var connection = await database.OpenConnectionAsync(cancellation);
        try
        {
            StreamClaim[] claims =
                [.. streams.DistinctBy(c => c.Stream).OrderBy(c => c.Stream, StringComparer.Ordinal)];
            while (true)
            {
                var batch = make(connection, await connection.BeginTransactionAsync(cancellation));
                await batch.LockAsync(claims, foreignKey, cancellation);
                if (await batch.MakeAsync([.. claims.Where(c => batch.IsMissing(c.Stream))], cancellation))
                {
                    return batch;
                }

                // Somebody made one of them meanwhile. It must be locked in its order among the others, so from the
                // start: nothing is lost, nothing has been decided yet.
                await batch.Transaction.RollbackAsync(cancellation);
                await batch.Transaction.DisposeAsync();
            }
        }
        catch
        {
            // Closing the connection rolls back; nobody else will.
            await connection.DisposeAsync();
            throw;
        }
    }

    public virtual Task<IReadOnlyDictionary<string, IReadOnlyList<StoredEvent>>> LoadAsync(
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

        var positions = await WriteEventsAsync(appends, count, cancellation);
        foreach (var append in appends)
        {
            _versions[append.Stream] += append.Events.Count;
        }

        return [.. positions.Select(p => new LedgerPosition(p))];
    }

    /// <summary>Writes the events and the versions of their streams.</summary>
    /// <returns>A position for each event as they are given.</returns>
    protected virtual async Task<long[]> WriteEventsAsync(
        IReadOnlyList<StreamAppend> appends, int count, CancellationToken cancellation)
    {
        var (positions, at) = await PositionDraw.OfAsync(Connection, appends, count, cancellation);
        using (var rows = EventCopy.Rows(appends, positions, at))
        {
            await rows.SendAsync(Connection, EventCopy.Sql, cancellation);
        }

        StreamAppend[] moved = [.. appends.Where(a => VersionAfter(a) != _written[a.Stream])];
        if (moved.Length > 0)
        {
            await using var update = new NpgsqlCommand(SetVersions, Connection);
            update.Parameters.Add(new NpgsqlParameter { Value = moved.Select(a => a.Stream).ToArray() });
            update.Parameters.Add(new NpgsqlParameter { Value = moved.Select(VersionAfter).ToArray() });
            update.Parameters.Add(new NpgsqlParameter { Value = at, NpgsqlDbType = NpgsqlDbType.TimestampTz });
            await update.ExecuteNonQueryAsync(cancellation);
        }

        return positions;
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

    public Task CopyAsync(string copy, CopyRows rows, CancellationToken cancellation) =>
        rows.SendAsync(Connection, copy, cancellation);

    public async Task CommitAsync(CancellationToken cancellation)
    {
        string[] empty = [.. _versions.Where(v => v.Value == 0).Select(v => v.Key)];
        if (empty.Length > 0)
        {
            await using var drop = new NpgsqlCommand(DropEmpty, Connection);
            drop.Parameters.Add(new NpgsqlParameter { Value = empty });
            await drop.ExecuteNonQueryAsync(cancellation);
        }

        await Transaction.CommitAsync(cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await Transaction.DisposeAsync();
        await Connection.DisposeAsync();
    }

    private static long VersionAfter(StreamAppend append) => append.ExpectedVersion + append.Events.Count;

    private bool IsMissing(string stream) => !_written.ContainsKey(stream);

    private async Task LockAsync(StreamClaim[] claims, bool foreignKey, CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(Connection);
        if (!foreignKey)
        {
            // The key halves COPY; the batch itself makes every stream it refers to.
            batch.BatchCommands.Add(new NpgsqlBatchCommand("set local session_replication_role = replica"));
        }

        batch.BatchCommands.Add(new NpgsqlBatchCommand(LockThere)
        {
            Parameters = { new() { Value = claims.Select(c => c.Stream).ToArray() } },
        });
        await using var rows = await batch.ExecuteReaderAsync(cancellation);
        while (await rows.ReadAsync(cancellation))
        {
            var id = rows.GetString(0);
            _versions.Add(id, checked((int)rows.GetInt64(1)));
            _written.Add(id, _versions[id]);
            if (rows.GetFieldValue<bool?>(2) is true)
            {
                _archived.Add(id);
            }
        }
    }

    /// <summary>False when somebody else has made one of them.</summary>
    private async Task<bool> MakeAsync(StreamClaim[] missing, CancellationToken cancellation)
    {
        if (missing.Length == 0)
        {
            return true;
        }

        foreach (var (stream, events, _) in missing)
        {
            _versions.Add(stream, 0);
            _written.Add(stream, events);
        }

        await using var make = new NpgsqlCommand(MakeMissing, Connection);
        make.Parameters.Add(new NpgsqlParameter { Value = missing.Select(c => c.Stream).ToArray() });
        make.Parameters.Add(new NpgsqlParameter { Value = missing.Select(c => c.Type).ToArray() });
        make.Parameters.Add(new NpgsqlParameter { Value = missing.Select(c => (long)c.Events).ToArray() });
        return await make.ExecuteNonQueryAsync(cancellation) == missing.Length;
    }
}
