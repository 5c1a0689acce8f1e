using Npgsql;

namespace Osms.Ledger.Store;

/// <summary>Errors are recognised by SqlState and constraint, never by their text.</summary>
public static class PostgresErrors
{
    internal const string StreamArchived = "MT001";
    private const string StreamVersionMismatch = "MT003";

    // No connection; a transaction that took too long; out of resources; an operator; the system below.
    private static readonly string[] Unavailable = ["08", "25P", "53", "57P", "58"];

    /// <summary>Another writer was first, or two got in each other's way: the same work again may succeed.</summary>
    public static bool IsConflict(this PostgresException error) => error.SqlState switch
    {
        StreamVersionMismatch => true,
        PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected => true,
        PostgresErrorCodes.LockNotAvailable => true,
        PostgresErrorCodes.UniqueViolation =>
            error.ConstraintName is "pk_mt_events_stream_and_version" or "pkey_mt_streams_id",
        _ => false,
    };

    /// <summary>
    /// The server cannot be reached, is starting, stopping, out of resources, read-only or too slow: later may be
    /// better.
    /// </summary>
    public static bool IsUnavailable(this NpgsqlException error) => error is not PostgresException answered
        || answered.SqlState is PostgresErrorCodes.QueryCanceled
            or PostgresErrorCodes.ReadOnlySqlTransaction
        || Unavailable.Any(kind => answered.SqlState.StartsWith(kind, StringComparison.Ordinal));

    /// <summary>There is no room left on the server's disk: nothing can be recorded until there is.</summary>
    public static bool IsFull(this NpgsqlException error) => error.SqlState == PostgresErrorCodes.DiskFull;
}
