using System.Globalization;
using Npgsql;
using Osms.Ledger.Store;

namespace Osms.Ledger.Journal;

/// <summary>The hold on one import, so that no two programs read the same file at once.</summary>
public sealed class ImportLock : IAsyncDisposable
{
    private readonly SessionLock _held;

    private ImportLock(SessionLock held) => _held = held;

    /// <summary>Somebody else held it when it was first asked for.</summary>
    public bool Waited => _held.Waited;

    /// <summary>Waits until nobody else holds it.</summary>
    public static async Task<ImportLock> TakeAsync(
        NpgsqlDataSource database, string import, CancellationToken cancellation) =>
        new(await SessionLock.TakeAsync(database, KeyOf(import), cancellation));

    /// <summary>Null while somebody else holds it.</summary>
    public static async Task<ImportLock?> TryTakeAsync(
        NpgsqlDataSource database, string import, CancellationToken cancellation) =>
        await SessionLock.TryTakeAsync(database, KeyOf(import), cancellation) is { } held ? new(held) : null;

    /// <summary>Asks for a sign of life of the session that holds it.</summary>
    /// <exception cref="NpgsqlException">The connection is lost, and the lock with it.</exception>
    public Task StillHeldAsync(CancellationToken cancellation) => _held.StillHeldAsync(cancellation);

    public ValueTask DisposeAsync() => _held.DisposeAsync();

    /// <summary>The number that PostgreSQL knows the lock by.</summary>
    internal static long KeyOf(string import) =>
        long.Parse(import.AsSpan(0, 16), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
