using System.Runtime.CompilerServices;
using Npgsql;
using Osms.Ledger.Values;

namespace Osms.Ledger.Store;

/// <summary>A stream with the positions of some of its events, ascending.</summary>
/// <param name="Stream">Whose.</param>
/// <param name="Positions">Of the events found in it.</param>
/// <param name="First">The first position of all streams found.</param>
/// <param name="Last">The last of all.</param>
/// <param name="Streams">How many streams were found.</param>
internal sealed record CorrelatedStream(string Stream, long[] Positions, long First, long Last, long Streams);

/// <summary>The events of files by what they belong to: the columns that Marten keeps for that have no index.</summary>
internal static class CorrelatedStreams
{
    // Whoever takes the streams slowly is no reason to be cut off.
    private const string Settings = """
        set local statement_timeout = 0;
        set local idle_in_transaction_session_timeout = 0;
        set local work_mem = '64MB';
        """;

    // A command that claims to belong to the same has no line of a file.
    private const string Find = """
        select stream_id, array_agg(seq_id order by seq_id),
            min(min(seq_id)) over (), max(max(seq_id)) over (), count(*) over ()
        from ledger.mt_events
        where seq_id > $1 and seq_id <= $2 and correlation_id = $3 and causation_id is not null
        group by stream_id order by stream_id
        """;

    /// <summary>
    /// In order of the streams, as they are taken: the server sorts, and keeps what does not fit into its memory on
    /// its disk.
    /// </summary>
    /// <param name="database">Of which one connection is held until the end.</param>
    /// <param name="after">Events above this position,</param>
    /// <param name="through">at or below this one,</param>
    /// <param name="correlation">that belong to this.</param>
    /// <param name="cancellation">Stops.</param>
    internal static async IAsyncEnumerable<CorrelatedStream> ReadAsync(
        NpgsqlDataSource database, LedgerPosition after, LedgerPosition through, string correlation,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using (var settings = new NpgsqlCommand(Settings, connection))
        {
            await settings.ExecuteNonQueryAsync(cancellation);
        }

        await using var command = new NpgsqlCommand(Find, connection) { CommandTimeout = 0 };
        command.Parameters.Add(new() { Value = after.Value });
        command.Parameters.Add(new() { Value = through.Value });
        command.Parameters.Add(new() { Value = correlation });
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        while (await rows.ReadAsync(cancellation))
        {
            yield return new CorrelatedStream(
                rows.GetString(0), rows.GetFieldValue<long[]>(1), rows.GetInt64(2), rows.GetInt64(3), rows.GetInt64(4));
        }
    }
}
