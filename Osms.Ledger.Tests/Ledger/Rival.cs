using Npgsql;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Ledger;

/// <summary>A transaction of somebody else that holds rows, in an order of its own.</summary>
internal sealed class Rival : IAsyncDisposable
{
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction _transaction;

    private Rival(NpgsqlConnection connection, NpgsqlTransaction transaction)
    {
        _connection = connection;
        _transaction = transaction;
    }

    internal static async Task<Rival> BeginAsync(OpenLedger ledger)
    {
        var connection = await ledger.Database.OpenConnectionAsync();
        var rival = new Rival(connection, await connection.BeginTransactionAsync());

        // Of two who wait for each other it is never this one that gives up.
        await rival.ExecuteAsync("set local deadlock_timeout = '2min'; set local lock_timeout = 0");
        return rival;
    }

    internal Task StreamAsync(Iin iin) => HoldAsync("mt_streams", "id", iin);

    internal Task CoverageAsync(Iin iin) => HoldAsync("coverage", "iin", iin);

    internal Task StateAsync(Iin iin) => HoldAsync("insured_state", "iin", iin);

    internal async Task ExecuteAsync(string sql)
    {
        await using var command = new NpgsqlCommand(sql, _connection);
        await command.ExecuteNonQueryAsync();
    }

    internal Task CommitAsync() => _transaction.CommitAsync();

    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private Task HoldAsync(string table, string key, Iin iin) =>
        ExecuteAsync($"select from ledger.{table} where {key} = '{iin.Digits}' for update");
}
