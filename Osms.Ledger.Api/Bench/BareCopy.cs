using Npgsql;

namespace Osms.Ledger.Api.Bench;

/// <summary>
/// Events as they lie in the ledger, encoded for COPY and held in memory, in transactions of as many rows as an import
/// has at the most.
/// </summary>
internal sealed class BareCopy
{
    private const int Room = 1 << 20;

    private readonly List<Portion> _portions = [];

    private BareCopy()
    {
    }

    /// <summary>In the order of their positions.</summary>
    internal IReadOnlyList<Portion> Portions => _portions;

    internal long Rows { get; private set; }

    /// <summary>Takes the events after a position, in portions of a size.</summary>
    internal static async Task<BareCopy> ReadAsync(
        NpgsqlDataSource database, long after, int rowsAtOnce, CancellationToken cancellation)
    {
        var copy = new BareCopy();
        while (await NextAsync(database, after, rowsAtOnce, cancellation) is { Ids.Length: > 0 } portion)
        {
            copy._portions.Add(portion);
            copy.Rows += portion.Ids.Length;
            after = portion.Last;
        }

        return copy;
    }

    /// <summary>Writes everything, each portion in a transaction of its own.</summary>
    internal async Task WriteAsync(NpgsqlDataSource database, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        foreach (var portion in _portions)
        {
            await portion.WriteAsync(connection, cancellation);
        }
    }

    private static async Task<Portion> NextAsync(
        NpgsqlDataSource database, long after, int rowsAtOnce, CancellationToken cancellation)
    {
        const string next = "select seq_id, stream_id, version from ledger.mt_events where seq_id > $1 "
            + "order by seq_id limit $2";
        await using var connection = await database.OpenConnectionAsync(cancellation);
        var (last, ids, versions) = (after, new List<string>(), new List<long>());
        await using (var command = new NpgsqlCommand(next, connection))
        {
            command.Parameters.Add(new NpgsqlParameter { Value = after });
            command.Parameters.Add(new NpgsqlParameter { Value = rowsAtOnce });
            await using var rows = await command.ExecuteReaderAsync(cancellation);
            while (await rows.ReadAsync(cancellation))
            {
                last = rows.GetInt64(0);
                ids.Add(rows.GetString(1));
                versions.Add(rows.GetInt64(2));
            }
        }

        using var memory = new MemoryStream(Room);
        await using (var copy = await connection.BeginRawBinaryCopyAsync(
            $"copy (select {BareTables.EventColumns} from ledger.mt_events where seq_id > {after} and seq_id <= {last} "
            + "order by seq_id) to stdout (format binary)",
            cancellation))
        {
            await copy.CopyToAsync(memory, cancellation);
        }

        return new Portion(last, [.. ids], [.. versions], memory.ToArray());
    }

    /// <summary>The events of one transaction.</summary>
    /// <param name="Last">Their last position.</param>
    /// <param name="Ids">Their streams.</param>
    /// <param name="Versions">And their versions there.</param>
    /// <param name="Encoded">All columns that the ledger writes.</param>
    internal sealed record Portion(long Last, string[] Ids, long[] Versions, byte[] Encoded)
    {
        /// <summary>One COPY; a transaction of its own unless there is one.</summary>
        internal async Task WriteAsync(NpgsqlConnection connection, CancellationToken cancellation)
        {
            // Disposing it is what completes a raw copy.
            await using var copy = await connection.BeginRawBinaryCopyAsync(
                $"copy {BareTables.Events} ({BareTables.EventColumns}) from stdin (format binary)", cancellation);
            await copy.WriteAsync(Encoded, cancellation);
        }
    }
}
