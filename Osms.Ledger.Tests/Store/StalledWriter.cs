using Npgsql;
using Osms.Ledger.Store;
using Osms.Ledger.Tests.Ledger;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Store;

/// <summary>Where a writer stands still.</summary>
public enum Stall
{
    /// <summary>Its number is drawn, its event not yet inserted.</summary>
    AfterTheNumber,

    /// <summary>Its number is drawn without the lock that every writer must hold: a fault.</summary>
    WithoutTheLock,

    /// <summary>All is written by the function for single appends.</summary>
    AfterTheFunction,

    /// <summary>All is written by a batch.</summary>
    InABatch,
}

/// <summary>A transaction with a number drawn that has not ended; without a commit it rolls back.</summary>
internal sealed class StalledWriter : IAsyncDisposable
{
    private const string Function = """
        select (ledger.mt_quick_append_events(
            $1, 'insured', null, array[gen_random_uuid()], array['category_granted'], array[null::varchar],
            array['{"category": "disabled", "from": "2021-01-01", "document": "certificate"}'::jsonb],
            array[null::bytea], array[null::varchar], array[null::varchar], array[null::jsonb],
            array[null::varchar], array[$2::timestamptz], 0))[2]
        """;

    private const string NumberAlone = "select nextval('ledger.mt_events_sequence')";
    private const string Number = $"lock table ledger.mt_events in row exclusive mode; {NumberAlone}";

    private const string Insert = """
        with stream as (insert into ledger.mt_streams (id, type, version) values ($1, 'insured', 1))
        insert into ledger.mt_events (seq_id, id, stream_id, version, data, type, timestamp)
        values ($2, gen_random_uuid(), $1, 1,
            '{"category": "disabled", "from": "2021-01-01", "document": "certificate"}', 'category_granted', $3)
        """;

    private readonly Func<Task> _commit;
    private readonly IAsyncDisposable[] _held;

    private StalledWriter(LedgerPosition position, Func<Task> commit, params IAsyncDisposable[] held)
    {
        Position = position;
        _commit = commit;
        _held = held;
    }

    internal LedgerPosition Position { get; }

    /// <summary>Begins to grant a category to a new person, recorded now or when said, and stops.</summary>
    internal static async Task<StalledWriter> BeginAsync(
        OpenLedger ledger, Stall stall, Iin iin, DateTime? recordedAt = null)
    {
        if (stall == Stall.InABatch)
        {
            return await BeginBatchAsync(ledger, iin);
        }

        var connection = await ledger.Database.OpenConnectionAsync();
        var transaction = await connection.BeginTransactionAsync();
        var byFunction = stall == Stall.AfterTheFunction;
        var sql = byFunction ? Function : stall == Stall.WithoutTheLock ? NumberAlone : Number;
        await using var draw = new NpgsqlCommand(sql, connection);
        if (byFunction)
        {
            draw.Parameters.Add(new() { Value = iin.Digits });
            draw.Parameters.Add(new() { Value = recordedAt ?? (object)DBNull.Value, DataTypeName = "timestamptz" });
        }

        var position = (long)(await draw.ExecuteScalarAsync())!;
        var at = recordedAt ?? await ledger.ScalarAsync<DateTime>("select clock_timestamp()");
        return new StalledWriter(new LedgerPosition(position), CommitAsync, transaction, connection);

        async Task CommitAsync()
        {
            if (!byFunction)
            {
                await using var insert = new NpgsqlCommand(Insert, connection);
                insert.Parameters.Add(new() { Value = iin.Digits });
                insert.Parameters.Add(new() { Value = position });
                insert.Parameters.Add(new() { Value = at });
                await insert.ExecuteNonQueryAsync();
            }

            await transaction.CommitAsync();
        }
    }

    internal Task CommitAsync() => _commit();

    public async ValueTask DisposeAsync()
    {
        foreach (var held in _held)
        {
            await held.DisposeAsync();
        }
    }

    private static async Task<StalledWriter> BeginBatchAsync(OpenLedger ledger, Iin iin)
    {
        var batch = await ledger.Store.BeginBatchAsync([iin.Digits], default);
        var granted = new NewEvent(
            "category_granted",
            """{"category": "disabled", "from": "2021-01-01", "document": "certificate"}"""u8.ToArray(),
            new EventOrigin());
        var positions = await batch.AppendAsync([new StreamAppend(iin.Digits, 0, [granted])], default);
        return new StalledWriter(positions[0], () => batch.CommitAsync(default), batch);
    }
}

/// <summary>Reads the ledger as it settles, as a projection in another process would.</summary>
internal sealed class Follower(OpenLedger ledger)
{
    private LedgerPosition _through = LedgerPosition.Start;

    internal List<StoredEvent> Seen { get; } = [];

    internal List<long> Positions => [.. Seen.Select(e => e.Position.Value)];

    internal int Steps { get; private set; }

    internal async Task StepAsync()
    {
        var settled = await ledger.Positions.TickAsync(default);
        settled.ShouldBeGreaterThanOrEqualTo(_through);
        await foreach (var one in ledger.Store.ReadAsync(_through, settled, default))
        {
            Seen.Add(one);
        }

        _through = settled;
        Steps++;
    }

    /// <summary>Steps until it is told that all is written, and once more.</summary>
    internal async Task RunAsync(CancellationToken written)
    {
        while (!written.IsCancellationRequested)
        {
            await StepAsync();
        }

        await StepAsync();
    }
}
