using System.Globalization;
using Npgsql;

namespace Osms.Ledger.Journal;

/// <summary>
/// The hold on one import, so that no two programs read the same file at once. It is a lock of a session: the server
/// drops it with the connection, so that a killed program leaves none behind.
/// </summary>
public sealed class ImportLock : IAsyncDisposable
{
    // A session that waits inside pg_advisory_lock holds back vacuum for as long; so it is asked again and again.
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(250);

    private readonly NpgsqlConnection _connection;
    private readonly long _key;

    private ImportLock(NpgsqlConnection connection, long key, bool waited)
    {
        _connection = connection;
        _key = key;
        Waited = waited;
    }

    /// <summary>Somebody else held it when it was first asked for.</summary>
    public bool Waited { get; }

    /// <summary>Waits until nobody else holds it.</summary>
    public static async Task<ImportLock> TakeAsync(
        NpgsqlDataSource database, string import, CancellationToken cancellation)
    {
        if (await TryTakeAsync(database, import, cancellation) is { } free)
        {
            return free;
        }

        while (true)
        {
            await Task.Delay(Between, cancellation);
            if (await TryTakeAsync(database, import, cancellation, waited: true) is { } held)
            {
                return held;
            }
        }
    }

    /// <summary>Null while somebody else holds it.</summary>
    public static async Task<ImportLock?> TryTakeAsync(
        NpgsqlDataSource database, string import, CancellationToken cancellation, bool waited = false)
    {
        var key = KeyOf(import);
        var connection = await database.OpenConnectionAsync(cancellation);
        try
        {
            // Not to be cancelled: the lock may have been given, and would stay with a connection of the pool.
            if (await AskAsync(connection, "select pg_try_advisory_lock($1)", key))
            {
                return new ImportLock(connection, key, waited);
            }
        }
        catch
        {
            // The lock may have been given all the same.
            NpgsqlConnection.ClearPool(connection);
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
            // Given back by name: a connection of the pool keeps its locks.
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

    /// <summary>The number that PostgreSQL knows the lock by.</summary>
    internal static long KeyOf(string import) =>
        long.Parse(import.AsSpan(0, 16), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    private static async Task<bool> AskAsync(NpgsqlConnection connection, string sql, long key)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = key });
        return await command.ExecuteScalarAsync(CancellationToken.None) is true;
    }
}
