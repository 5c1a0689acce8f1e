using Npgsql;

namespace Osms.Ledger.Api.Bench;

/// <summary>A row of the read model, as it lies there.</summary>
internal sealed record BareRow(long Version, long Position, long[] Runs);

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

    /// <summary>Null when there is none.</summary>
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

/// <summary>One lookup for each caller, on a connection of its own.</summary>
internal sealed class BareLookups : IAsyncDisposable
{
    private readonly BareLookup[] _lookups;

    private BareLookups(BareLookup[] lookups) => _lookups = lookups;

    internal static async Task<BareLookups> OpenAsync(NpgsqlDataSource database, CancellationToken cancellation) =>
        new(await Task.WhenAll(
            Enumerable.Range(0, Callers.InProcess).Select(_ => BareLookup.OpenAsync(database, cancellation))));

    /// <summary>Looks everybody up who is asked about; each must be there.</summary>
    internal async Task<Round> RunAsync(BenchGround ground, Question[] asked, CancellationToken cancellation)
    {
        var rows = new BareRow?[asked.Length];
        var round = await Callers.RunAsync(_lookups.Length, asked.Length, async (caller, i) =>
            rows[i] = await _lookups[caller].FindAsync(asked[i].Iin, cancellation));
        for (var i = 0; i < asked.Length; i++)
        {
            asked[i].Compare(ground, rows[i]);
        }

        return round;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var lookup in _lookups)
        {
            await lookup.DisposeAsync();
        }
    }
}
