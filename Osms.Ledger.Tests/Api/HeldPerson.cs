using Npgsql;

namespace Osms.Ledger.Tests.Api;

/// <summary>Somebody new whose stream a transaction is making, so that every writer waits until it is let go.</summary>
internal sealed class HeldPerson : IAsyncDisposable
{
    private readonly NpgsqlDataSource _database;
    private readonly NpgsqlConnection _connection;
    private bool _isHeld = true;

    private HeldPerson(NpgsqlDataSource database, NpgsqlConnection connection)
    {
        _database = database;
        _connection = connection;
    }

    internal static async Task<HeldPerson> HoldAsync(string connectionString, string iin)
    {
        var database = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false });
        var connection = await database.OpenConnectionAsync();
        await using var begin = new NpgsqlCommand("begin", connection);
        await begin.ExecuteNonQueryAsync();
        await using var hold = new NpgsqlCommand(
            "insert into ledger.mt_streams (id, version) values ($1, 0)", connection);
        hold.Parameters.Add(new NpgsqlParameter { Value = iin });
        await hold.ExecuteNonQueryAsync();
        return new HeldPerson(database, connection);
    }

    /// <summary>Waits until somebody waits for the person.</summary>
    internal async Task WantedAsync()
    {
        await using var command = _database.CreateCommand("""
            select exists (select from pg_stat_activity
                where datname = current_database() and wait_event_type = 'Lock')
            """);
        await Eventually.TrueAsync(async () => await command.ExecuteScalarAsync() is true, "Nobody waits.");
    }

    internal async Task LetGoAsync()
    {
        if (_isHeld)
        {
            _isHeld = false;
            await using var undo = new NpgsqlCommand("rollback", _connection);
            await undo.ExecuteNonQueryAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await LetGoAsync();
        await _connection.DisposeAsync();
        await _database.DisposeAsync();
    }
}

/// <summary>Waiting for what must come true, a minute at most.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(20);

    internal static async Task TrueAsync(Func<Task<bool>> isTrue, string otherwise)
    {
        for (var clock = System.Diagnostics.Stopwatch.StartNew(); !await isTrue(); await Task.Delay(Between))
        {
            clock.Elapsed.ShouldBeLessThan(Deadline, otherwise);
        }
    }
}
