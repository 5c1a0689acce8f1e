using Npgsql;
using NpgsqlTypes;

namespace Osms.Ledger.Api.Bench;

/// <summary>
/// The limit of a command: a transaction that moves the stream's row on and inserts the event, prepared and in one
/// round trip. The events are those that the ledger has just recorded, byte by byte.
/// </summary>
internal sealed class BareAppend : IAsyncDisposable
{
    private const string MoveStream =
        $"update {BareTables.Streams} set version = $1, timestamp = $2 where id = $3";

    private const string Insert =
        $"insert into {BareTables.Events} ({BareEvent.Columns}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";

    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlBatch _batch;

    private BareAppend(NpgsqlConnection connection)
    {
        _connection = connection;
        _batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new NpgsqlBatchCommand(MoveStream)
                {
                    Parameters = { _version, _at, _stream },
                },
                new NpgsqlBatchCommand(Insert)
                {
                    Parameters =
                    {
                        _position, _id, _eventStream, _eventVersion, _data, _type, _eventAt, _correlation, _headers,
                        _by,
                    },
                },
            },
        };
    }

    private readonly NpgsqlParameter<long> _version = new() { TypedValue = 0 };
    private readonly NpgsqlParameter<DateTime> _at = new() { NpgsqlDbType = NpgsqlDbType.TimestampTz };
    private readonly NpgsqlParameter<string> _stream = Text();
    private readonly NpgsqlParameter<long> _position = new() { TypedValue = 0 };
    private readonly NpgsqlParameter<Guid> _id = new() { NpgsqlDbType = NpgsqlDbType.Uuid };
    private readonly NpgsqlParameter<string> _eventStream = Text();
    private readonly NpgsqlParameter<long> _eventVersion = new() { TypedValue = 0 };
    private readonly NpgsqlParameter<byte[]> _data = new() { NpgsqlDbType = NpgsqlDbType.Jsonb };
    private readonly NpgsqlParameter<string> _type = Text();
    private readonly NpgsqlParameter<DateTime> _eventAt = new() { NpgsqlDbType = NpgsqlDbType.TimestampTz };
    private readonly NpgsqlParameter<string?> _correlation = new() { NpgsqlDbType = NpgsqlDbType.Varchar };
    private readonly NpgsqlParameter<byte[]?> _headers = new() { NpgsqlDbType = NpgsqlDbType.Jsonb };
    private readonly NpgsqlParameter<string?> _by = new() { NpgsqlDbType = NpgsqlDbType.Varchar };

    internal static async Task<BareAppend> OpenAsync(NpgsqlDataSource database, CancellationToken cancellation)
    {
        var append = new BareAppend(await database.OpenConnectionAsync(cancellation));
        await append._batch.PrepareAsync(cancellation);
        return append;
    }

    internal Task<int> WriteAsync(BareEvent row, CancellationToken cancellation)
    {
        (_version.TypedValue, _at.TypedValue, _stream.TypedValue) = (row.Version, row.At, row.Stream);
        (_position.TypedValue, _id.TypedValue, _eventStream.TypedValue) = (row.Position, row.Id, row.Stream);
        (_eventVersion.TypedValue, _data.TypedValue, _type.TypedValue) = (row.Version, row.Data, row.Type);
        (_eventAt.TypedValue, _correlation.TypedValue) = (row.At, row.Correlation);
        (_headers.TypedValue, _by.TypedValue) = (row.Headers, row.By);
        return _batch.ExecuteNonQueryAsync(cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await _batch.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private static NpgsqlParameter<string> Text() => new() { NpgsqlDbType = NpgsqlDbType.Varchar };
}

/// <summary>An event's row as it lies in the ledger.</summary>
internal sealed record BareEvent(
    long Position, Guid Id, string Stream, long Version, byte[] Data, string Type, DateTime At, string? Correlation,
    byte[]? Headers, string? By)
{
    /// <summary>A command's event has no file that it was read from.</summary>
    internal const string Columns =
        "seq_id, id, stream_id, version, data, type, timestamp, correlation_id, headers, user_name";

    /// <summary>Those after a position, in order.</summary>
    internal static async Task<List<BareEvent>> ReadAsync(
        NpgsqlDataSource database, long after, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(
            $"select {Columns} from ledger.mt_events where seq_id > $1 order by seq_id");
        command.Parameters.Add(new NpgsqlParameter { Value = after });
        await using var row = await command.ExecuteReaderAsync(cancellation);
        var events = new List<BareEvent>();
        while (await row.ReadAsync(cancellation))
        {
            events.Add(new BareEvent(
                row.GetInt64(0), row.GetGuid(1), row.GetString(2), row.GetInt64(3), row.GetFieldValue<byte[]>(4),
                row.GetString(5), row.GetDateTime(6), row.IsDBNull(7) ? null : row.GetString(7),
                row.IsDBNull(8) ? null : row.GetFieldValue<byte[]>(8), row.IsDBNull(9) ? null : row.GetString(9)));
        }

        return events;
    }
}
