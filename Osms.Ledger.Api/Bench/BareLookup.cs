using Npgsql;

namespace Osms.Ledger.Api.Bench;

/// <summary>The limit of a question: the person's row of the read model by its key, prepared, and read.</summary>
internal sealed class BareLookup : IAsyncDisposable
{
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlCommand _command;
    private readonly NpgsqlParameter<string> _iin = new() { TypedValue = "" };

    private BareLookup(NpgsqlConnection connection)
    {
        _connection = connection;
        _command = new NpgsqlCommand("select version, position, runs from ledger.coverage where iin = $1", connection)
        {
            Parameters = { _iin },
        };
    }

    internal static async Task<BareLookup> OpenAsync(NpgsqlDataSource database, CancellationToken cancellation)
    {
        var lookup = new BareLookup(await database.OpenConnectionAsync(cancellation));
        await lookup._command.PrepareAsync(cancellation);
        return lookup;
    }

    /// <summary>The row; null when there is none.</summary>
    internal async Task<BareRow?> FindAsync(string iin, CancellationToken cancellation)
    {
        _iin.TypedValue = iin;
        await using var row = await _command.ExecuteReaderAsync(cancellation);
        return await row.ReadAsync(cancellation)
            ? new BareRow(row.GetInt64(0), row.GetInt64(1), row.GetFieldValue<long[]>(2))
            : null;
    }

    public async ValueTask DisposeAsync()
    {
        await _command.DisposeAsync();
        await _connection.DisposeAsync();
    }
}

/// <summary>A row of the read model, as it lies there.</summary>
internal sealed record BareRow(long Version, long Position, long[] Runs);
