using System.Runtime.CompilerServices;
using Osms.Ledger.Store;
using Osms.Ledger.Values;

namespace Osms.Ledger.Audit;

/// <summary>The streams that are no people's, one after the other: they are few.</summary>
internal static class StoredStreams
{
    private const string Events =
        "select seq_id, version, type, data from ledger.mt_events where stream_id = $1 order by version";

    /// <summary>Each stream with its events in order of version.</summary>
    /// <param name="snapshot">Where.</param>
    /// <param name="which">One of <see cref="StreamsOf"/>.</param>
    /// <param name="cancellation">Stops.</param>
    internal static async IAsyncEnumerable<(string Stream, List<EventRow> Events)> ReadAsync(
        LedgerSnapshot snapshot, string which, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var streams = new List<string>();
        await foreach (var row in snapshot.ReadAsync(
            $"select id from ledger.mt_streams where {which} order by id", [], cancellation))
        {
            streams.Add(row.GetString(0));
        }

        foreach (var stream in streams)
        {
            var stored = new List<EventRow>();
            await foreach (var row in snapshot.ReadAsync(Events, [new() { Value = stream }], cancellation))
            {
                stored.Add(new EventRow(
                    new LedgerPosition(row.GetInt64(0)), row.GetInt64(1), row.GetString(2),
                    row.GetFieldValue<byte[]>(3)));
            }

            yield return (stream, stored);
        }
    }
}
