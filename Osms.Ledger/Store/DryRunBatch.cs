using Npgsql;
using NpgsqlTypes;
using Osms.Ledger.Values;

namespace Osms.Ledger.Store;

/// <summary>A batch that only pretends to append: what was taken before counts with what is really there.</summary>
internal sealed class DryRunBatch : IStreamBatch
{
    private const string FindVersions = """
        select w.id, coalesce(s.version, 0), (select count(*) from pg_temp.osms_dry_run as t where t.stream = w.id),
            coalesce(s.is_archived, false)
        from unnest($1) as w (id) left join ledger.mt_streams as s on s.id = w.id
        """;

    private const string FindTaken = """
        select t.stream, t.type, t.data
        from unnest($1) as w (id) join pg_temp.osms_dry_run as t on t.stream = w.id order by t.stream, t.ordinal
        """;

    private const string CopyTaken =
        "copy pg_temp.osms_dry_run (stream, ordinal, type, data, version_before, line) from stdin (format binary)";

    private readonly IEventStore _store;
    private readonly Dictionary<string, int> _versions = new(StringComparer.Ordinal);
    private readonly HashSet<string> _archived = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _taken = new(StringComparer.Ordinal);
    private IReadOnlyList<StreamAppend> _appends = [];

    private DryRunBatch(NpgsqlConnection connection, IEventStore store)
    {
        Connection = connection;
        _store = store;
    }

    public NpgsqlConnection Connection { get; }

    public IReadOnlyDictionary<string, int> Versions => _versions;

    public IReadOnlySet<string> Archived => _archived;

    internal static async Task<DryRunBatch> BeginAsync(
        NpgsqlConnection connection, IEventStore store, IReadOnlyCollection<StreamClaim> streams,
        CancellationToken cancellation)
    {
        var batch = new DryRunBatch(connection, store);
        await using var command = new NpgsqlCommand(FindVersions, connection);
        command.Parameters.Add(new NpgsqlParameter { Value = streams.Select(claim => claim.Stream).ToArray() });
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        while (await rows.ReadAsync(cancellation))
        {
            var taken = checked((int)rows.GetInt64(2));
            batch._taken.Add(rows.GetString(0), taken);
            batch._versions.Add(rows.GetString(0), checked((int)rows.GetInt64(1)) + taken);
            if (rows.GetBoolean(3))
            {
                batch._archived.Add(rows.GetString(0));
            }
        }

        return batch;
    }

    public async Task<IReadOnlyDictionary<string, IReadOnlyList<StoredEvent>>> LoadAsync(
        IReadOnlyCollection<string> streams, CancellationToken cancellation)
    {
        var loaded = (await _store.LoadAsync(streams, through: null, cancellation))
            .ToDictionary(pair => pair.Key, pair => pair.Value.ToList(), StringComparer.Ordinal);
        await using var command = new NpgsqlCommand(FindTaken, Connection);
        command.Parameters.Add(new NpgsqlParameter { Value = streams.ToArray() });
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        while (await rows.ReadAsync(cancellation))
        {
            var stream = rows.GetString(0);
            if (!loaded.TryGetValue(stream, out var events))
            {
                loaded.Add(stream, events = []);
            }

            events.Add(new StoredEvent(
                LedgerPosition.Start, stream, events.Count + 1, rows.GetString(1), rows.GetFieldValue<byte[]>(2),
                DateTimeOffset.UnixEpoch, new EventOrigin()));
        }

        return loaded.ToDictionary(pair => pair.Key, IReadOnlyList<StoredEvent> (pair) => pair.Value);
    }

    public Task<IReadOnlyList<LedgerPosition>> AppendAsync(
        IReadOnlyList<StreamAppend> appends, CancellationToken cancellation)
    {
        _appends = appends;
        var nowhere = Enumerable.Repeat(LedgerPosition.Start, appends.Sum(a => a.Events.Count));
        return Task.FromResult<IReadOnlyList<LedgerPosition>>([.. nowhere]);
    }

    public Task WriteAsync(IReadOnlyList<TableWrite> rows, CancellationToken cancellation) => Task.CompletedTask;

    public Task CopyAsync(string copy, CopyRows rows, CancellationToken cancellation) => Task.CompletedTask;

    public async Task CommitAsync(CancellationToken cancellation)
    {
        await using var copy = await Connection.BeginBinaryImportAsync(CopyTaken, cancellation);
        foreach (var append in _appends)
        {
            var taken = _taken[append.Stream];
            for (var i = 0; i < append.Events.Count; i++)
            {
                await copy.StartRowAsync(cancellation);
                await copy.WriteAsync(append.Stream, NpgsqlDbType.Varchar, cancellation);
                await copy.WriteAsync(taken + i, NpgsqlDbType.Integer, cancellation);
                await copy.WriteAsync(append.Events[i].Type, NpgsqlDbType.Varchar, cancellation);
                await copy.WriteAsync(append.Events[i].Data, NpgsqlDbType.Bytea, cancellation);
                await copy.WriteAsync(append.ExpectedVersion - taken, NpgsqlDbType.Integer, cancellation);
                await copy.WriteAsync(append.Events[i].Origin.Line, NpgsqlDbType.Bigint, cancellation);
            }
        }

        // Without completion the rows would be thrown away silently.
        await copy.CompleteAsync(cancellation);
    }

    // The session belongs to the store.
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
