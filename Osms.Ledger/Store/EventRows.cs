using System.Text.Json;
using System.Text.Json.Serialization;
using Npgsql;
using Osms.Ledger.Values;

namespace Osms.Ledger.Store;

/// <summary>How an event's row is read, and how its headers are written.</summary>
internal static class EventRows
{
    internal const string Columns =
        "seq_id, stream_id, version, type, data, timestamp, user_name, correlation_id, headers, causation_id";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    internal static StoredEvent Read(NpgsqlDataReader row)
    {
        var (source, line) = From(row);
        return new StoredEvent(
            new LedgerPosition(row.GetInt64(0)),
            row.GetString(1),
            checked((int)row.GetInt64(2)),
            row.GetString(3),
            row.GetFieldValue<byte[]>(4),
            row.GetFieldValue<DateTimeOffset>(5),
            new EventOrigin(
                row.IsDBNull(6) ? null : row.GetString(6),
                row.IsDBNull(7) ? null : row.GetString(7),
                source,
                line));
    }

    private static (string? Source, long? Line) From(NpgsqlDataReader row)
    {
        if (row.IsDBNull(8))
        {
            return row.IsDBNull(9) ? default : Causation.Read(row.GetString(9));
        }

        var headers = JsonSerializer.Deserialize<Headers>(row.GetFieldValue<byte[]>(8), Json);
        return (headers?.Source, headers?.Line);
    }

    /// <summary>The events of many streams, each in order of version; completes and disposes the command.</summary>
    internal static async Task<IReadOnlyDictionary<string, IReadOnlyList<StoredEvent>>> LoadAsync(
        NpgsqlCommand command, IReadOnlyCollection<string> streams, LedgerPosition? through,
        CancellationToken cancellation)
    {
        await using (command)
        {
            command.CommandText = $"""
                select {Columns} from ledger.mt_events
                where stream_id = any ($1) and seq_id <= $2 order by stream_id, version
                """;
            command.Parameters.Add(new NpgsqlParameter { Value = streams.ToArray() });
            command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = through?.Value ?? long.MaxValue });
            var loaded = new Dictionary<string, IReadOnlyList<StoredEvent>>(StringComparer.Ordinal);
            var events = new List<StoredEvent>();
            await using var rows = await command.ExecuteReaderAsync(cancellation);
            while (await rows.ReadAsync(cancellation))
            {
                var stored = Read(rows);
                if (events.Count == 0 || events[0].Stream != stored.Stream)
                {
                    loaded.Add(stored.Stream, events = []);
                }

                events.Add(stored);
            }

            return loaded;
        }
    }

    /// <summary>Null when there is nothing to say.</summary>
    internal static string? HeadersOf(EventOrigin origin) => origin.Source is null && origin.Line is null
        ? null
        : JsonSerializer.Serialize(new Headers(origin.Source, origin.Line), Json);

    private sealed record Headers(string? Source, long? Line);
}
