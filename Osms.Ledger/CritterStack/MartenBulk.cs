using System.Runtime.CompilerServices;
using JasperFx.Events;
using Marten;
using Marten.Events;
using Npgsql;
using NpgsqlTypes;
using Osms.Ledger.Store;

namespace Osms.Ledger.CritterStack;

/// <summary>
/// Marten's own bulk insert of new streams, in a transaction of the ledger's. Its public form opens a transaction of
/// its own, and then the events would be there without the rows that follow from them; so the one behind it is called.
/// </summary>
/// <param name="connection">In the transaction that holds the streams.</param>
/// <param name="marten">Whose configuration counts.</param>
internal sealed class MartenBulk(NpgsqlConnection connection, IDocumentStore marten)
{
    /// <summary>For fewer streams than these it is not worth its statements.</summary>
    internal const int Enough = 16;

    private const string Appender = "Marten.Events.BulkEventAppender, Marten";

    // Marten draws all numbers first, so the lock that the high water waits for must be there before.
    private const string LockEvents = "lock table ledger.mt_events in row exclusive mode";

    // They were made to be held; Marten makes them itself, with their version. Who waits for them goes on waiting.
    private const string Give = "delete from ledger.mt_streams where id = any ($1)";
    private const string Time = "select clock_timestamp()";

    internal EventGraph Events { get; } = (EventGraph)marten.Options.Events;

    /// <summary>The streams get their versions, the events their positions.</summary>
    internal async Task InsertAsync(
        IReadOnlyList<(StreamAction Action, string Type)> streams, CancellationToken cancellation)
    {
        var at = await PrepareAsync([.. streams.Select(s => s.Action.Key!)], cancellation);
        var order = 0L;
        foreach (var (action, type) in streams)
        {
            SetType(action, type);
            foreach (var happened in action.Events)
            {
                happened.Timestamp = at;
                happened.Sequence = ++order;
            }
        }

        StreamAction[] actions = [.. streams.Select(s => s.Action)];
        var appender = New(Events, marten.Options.Serializer());
        await Insert(appender, connection, actions, actions.Sum(a => a.Events.Count), cancellation);
    }

    private async Task<DateTimeOffset> PrepareAsync(string[] streams, CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand(LockEvents));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Give)
        {
            Parameters = { new() { Value = streams, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Varchar } },
        });
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Time));
        await using var rows = await batch.ExecuteReaderAsync(cancellation);
        await rows.ReadAsync(cancellation);
        return rows.GetFieldValue<DateTimeOffset>(0);
    }

    [UnsafeAccessor(UnsafeAccessorKind.Constructor)]
    [return: UnsafeAccessorType(Appender)]
    private static extern object New(EventGraph events, ISerializer serializer);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "BulkInsertAsync")]
    private static extern Task Insert(
        [UnsafeAccessorType(Appender)] object appender, NpgsqlConnection connection,
        IReadOnlyList<StreamAction> streams, int batchSize, CancellationToken cancellation);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "set_AggregateTypeName")]
    private static extern void SetType(StreamAction action, string? type);
}
