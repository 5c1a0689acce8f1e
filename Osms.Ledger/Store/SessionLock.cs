using Npgsql;

namespace Osms.Ledger.Store;

/// <summary>
/// An advisory lock of a session: the server drops it with the connection, so that a killed program leaves none
/// behind.
/// </summary>
public sealed class SessionLock : IAsyncDisposable
{
    // A session that waits inside pg_advisory_lock holds back vacuum for as long; so it is asked again and again.
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(250);

    private readonly NpgsqlConnection _connection;
    private readonly long _key;

    private SessionLock(NpgsqlConnection connection, long key, bool waited)
    {
        _connection = connection;
        _key = key;
        Waited = waited;
    }

    /// <summary>Somebody else held it when it was first asked for.</summary>
    public bool Waited { get; }

    /// <summary>Waits until nobody else holds it.</summary>
    public static async Task<SessionLock> TakeAsync(
        NpgsqlDataSource database, long key, CancellationToken cancellation)
    {
        for (var waited = false; ; waited = true)
        {
            if (await TryTakeAsync(database, key, cancellation, waited) is { } held)
            {
                return held;
            }

            await Task.Delay(Between, cancellation);
        }
    }

    /// <summary>Null while somebody else holds it.</summary>
    public static async Task<SessionLock?> TryTakeAsync(
        NpgsqlDataSource database, long key, CancellationToken cancellation, bool waited = false)
    {
        var connection = await database.OpenConnectionAsync(cancellation);
        try
        {
            // Not to be cancelled: the lock may have been given, and would stay with a connection of the pool.
            if (await AskAsync(connection, "select pg_try_advisory_lock($1)", key))
            {
                return new SessionLock(connection, key, waited);
            }
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }

        await connection.DisposeAsync();
        return null;
    }

    /// <summary>Asks for a sign of life of the session that holds it.</summary>
    /// <exception cref="NpgsqlException">The connection is lost, and the lock with it.</exception>
    public async Task StillHeldAsync(CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand("select 1", _connection);
        await command.ExecuteScalarAsync(cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            // Given back by name: a connection of the pool keeps its locks until it is used again.
            await AskAsync(_connection, "select pg_advisory_unlock($1)", _key);
        }
        catch (Exception e) when (e is NpgsqlException or InvalidOperationException)
        {
            // The connection is lost; the server has dropped the lock with it.
            NpgsqlConnection.ClearPool(_connection);
        }
        finally
        {
            await _connection.DisposeAsync();
        }
    }

    private static async Task<bool> AskAsync(NpgsqlConnection connection, string sql, long key)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = key });
        return await command.ExecuteScalarAsync(CancellationToken.None) is true;
    }
}
