using System.Runtime.CompilerServices;
using Npgsql;
using NpgsqlTypes;
using Osms.Ledger.Values;

namespace Osms.Ledger.Store;

/// <summary>The driver that stands on Npgsql alone.</summary>
/// <param name="database">Where the ledger's schema is installed.</param>
/// <param name="role">What the role may do in bulk.</param>
public sealed class NpgsqlEventStore(NpgsqlDataSource database, BulkRole role) : IEventStore
{
    private const string Append = """
        select ledger.mt_quick_append_events(
            $1, $2, null, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
        """;

    private const string AppendEach = "select ledger.append_each($1, $2, $3, $4, $5, $6, $7, $8)";

    private readonly FactReader _facts = new(database);

    public async Task<IReadOnlyList<StoredEvent>> LoadAsync(
        string stream, LedgerPosition? through, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand($"""
            select {EventRows.Columns} from ledger.mt_events
            where stream_id = $1 and seq_id <= $2 order by version
            """);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = stream });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = through?.Value ?? long.MaxValue });
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        var events = new List<StoredEvent>();
        while (await rows.ReadAsync(cancellation))
        {
            events.Add(EventRows.Read(rows));
        }

        return events;
    }

    public Task<IReadOnlyDictionary<string, IReadOnlyList<StoredEvent>>> LoadAsync(
        IReadOnlyCollection<string> streams, LedgerPosition? through, CancellationToken cancellation) =>
        EventRows.LoadAsync(database.CreateCommand(), streams, through, cancellation);

    public Task<IReadOnlyList<StoredFact>> LoadFactsAsync(
        string stream, LedgerPosition through, CancellationToken cancellation) =>
        _facts.ReadAsync(stream, through, cancellation);

    public Task<IReadOnlyList<IReadOnlyList<StoredFact>>> LoadFactsAsync(
        IReadOnlyList<string> streams, LedgerPosition through, CancellationToken cancellation) =>
        _facts.ReadAsync([.. streams], [.. streams.Select(_ => through.Value)], cancellation);

    public async Task<AppendResult> AppendAsync(
        StreamAppend append, IReadOnlyList<TableWrite> rows, CancellationToken cancellation)
    {
        // Without a transaction of its own the batch is one: all of it commits, or nothing.
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(AppendCommand(append));
        foreach (var write in rows)
        {
            batch.BatchCommands.Add(write.ToCommand());
        }

        try
        {
            await using var result = await batch.ExecuteReaderAsync(cancellation);
            await result.ReadAsync(cancellation);
            var appended = result.GetFieldValue<long[]>(0);

            // Reading to the end is what surfaces an error of a later statement.
            while (await result.NextResultAsync(cancellation))
            {
            }

            return new AppendResult.Appended([.. appended[1..].Select(p => new LedgerPosition(p))]);
        }
        catch (PostgresException e) when (e.IsConflict())
        {
            return AppendResult.Conflict.Instance;
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrors.StreamArchived)
        {
            throw new StreamArchivedException();
        }
    }

    public async Task<IReadOnlyList<LedgerPosition?>> AppendEachAsync(
        IReadOnlyList<StreamAppend> appends, IReadOnlyList<TableWrite> rows, CancellationToken cancellation)
    {
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(AppendEachCommand(appends));
        foreach (var write in rows)
        {
            batch.BatchCommands.Add(write.ToCommand());
        }

        await using var result = await batch.ExecuteReaderAsync(cancellation);
        await result.ReadAsync(cancellation);
        var appended = result.GetFieldValue<long?[]>(0);

        // Reading to the end is what surfaces an error of a later statement.
        while (await result.NextResultAsync(cancellation))
        {
        }

        return [.. appended.Select(LedgerPosition? (p) => p is { } position ? new LedgerPosition(position) : null)];
    }

    public async Task<IStreamBatch> BeginBatchAsync(
        IReadOnlyCollection<StreamClaim> streams, CancellationToken cancellation) =>
        await NpgsqlStreamBatch.BeginAsync(database, streams, role.ForeignKey, cancellation);

    public async IAsyncEnumerable<StoredEvent> ReadAsync(
        LedgerPosition after, LedgerPosition through, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var command = database.CreateCommand($"""
            select {EventRows.Columns} from ledger.mt_events
            where seq_id > $1 and seq_id <= $2 order by seq_id
            """);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = after.Value });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = through.Value });
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        while (await rows.ReadAsync(cancellation))
        {
            yield return EventRows.Read(rows);
        }
    }

    private static NpgsqlBatchCommand AppendCommand(StreamAppend append)
    {
        var events = append.Events;
        var nothing = new string?[events.Count];
        return new NpgsqlBatchCommand(Append)
        {
            Parameters =
            {
                new NpgsqlParameter<string> { TypedValue = append.Stream },
                new NpgsqlParameter<string> { TypedValue = append.StreamType },
                new NpgsqlParameter<Guid[]> { TypedValue = [.. events.Select(_ => Guid.CreateVersion7())] },
                Texts(events.Select(e => e.Type)),
                Texts(nothing),
                Json(events.Select(e => e.Data)),
                new() { Value = new byte[]?[events.Count], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea },
                Texts(nothing),
                Texts(events.Select(e => e.Origin.CorrelationId)),
                Json(events.Select(e => EventRows.HeadersOf(e.Origin))),
                Texts(events.Select(e => e.Origin.By)),

                // The server gives the time: several services then share one clock.
                new()
                {
                    Value = new DateTime?[events.Count],
                    NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz,
                },
                new NpgsqlParameter<long> { TypedValue = append.ExpectedVersion },
            },
        };
    }

    private static NpgsqlBatchCommand AppendEachCommand(IReadOnlyList<StreamAppend> appends)
    {
        NewEvent[] events = [.. appends.Select(a => a.Events.Single())];
        return new NpgsqlBatchCommand(AppendEach)
        {
            Parameters =
            {
                new NpgsqlParameter<string[]> { TypedValue = [.. appends.Select(a => a.Stream)] },
                new NpgsqlParameter<long[]> { TypedValue = [.. appends.Select(a => (long)a.ExpectedVersion)] },
                new NpgsqlParameter<Guid[]> { TypedValue = [.. events.Select(_ => Guid.CreateVersion7())] },
                Texts(events.Select(e => e.Type)),
                Json(events.Select(e => e.Data)),
                Texts(events.Select(e => e.Origin.CorrelationId)),
                Json(events.Select(e => EventRows.HeadersOf(e.Origin))),
                Texts(events.Select(e => e.Origin.By)),
            },
        };
    }

    private static NpgsqlParameter Texts(IEnumerable<string?> values) =>
        new() { Value = values.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Varchar };

    private static NpgsqlParameter Json<T>(IEnumerable<T> values) =>
        new() { Value = values.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb };
}
