using Npgsql;

namespace Osms.Ledger.Store;

/// <summary>Positions for the events of a batch, drawn when everything else has been locked.</summary>
internal static class PositionDraw
{
    // The table lock before the first number: the high water waits for those who hold it.
    private const string LockEvents = "lock table ledger.mt_events in row exclusive mode";

    // The time of the last draw: after every number of this batch.
    private const string DrawNumbers = """
        select array_agg(nextval('ledger.mt_events_sequence')), clock_timestamp() from generate_series(1, $1)
        """;

    /// <param name="connection">In the transaction that holds the streams.</param>
    /// <param name="appends">Whose events are to have them.</param>
    /// <param name="count">How many events these are; at least one.</param>
    /// <param name="cancellation">Gives the batch up.</param>
    /// <returns>A position for each event as they are given, and the time at which all of them are recorded.</returns>
    internal static async Task<(long[] Positions, DateTime At)> OfAsync(
        NpgsqlConnection connection, IReadOnlyList<StreamAppend> appends, int count, CancellationToken cancellation)
    {
        var (numbers, at) = await DrawAsync(connection, count, cancellation);
        return (InOrder(appends, numbers), at);
    }

    private static long[] InOrder(IReadOnlyList<StreamAppend> appends, long[] ascending)
    {
        var orders = new long[ascending.Length];
        var places = new int[ascending.Length];
        var next = 0;
        foreach (var append in appends)
        {
            foreach (var one in append.Events)
            {
                // Equal ones as they are given.
                orders[next] = ((long)one.Order << 32) | (uint)next;
                places[next] = next++;
            }
        }

        Array.Sort(orders, places);
        var positions = new long[ascending.Length];
        for (var i = 0; i < places.Length; i++)
        {
            positions[places[i]] = ascending[i];
        }

        return positions;
    }

    private static async Task<(long[] Numbers, DateTime At)> DrawAsync(
        NpgsqlConnection connection, int count, CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand(LockEvents));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(DrawNumbers) { Parameters = { new() { Value = count } } });
        await using var rows = await batch.ExecuteReaderAsync(cancellation);
        await rows.ReadAsync(cancellation);
        var positions = rows.GetFieldValue<long[]>(0);
        return positions.Length == count
            ? (positions, rows.GetDateTime(1))
            : throw new InvalidOperationException($"The sequence gave {positions.Length} numbers instead of {count}.");
    }
}
