using Npgsql;

namespace Osms.Ledger.Store;

/// <summary>Errors are recognised by SqlState and constraint, never by their text.</summary>
public static class PostgresErrors
{
    internal const string StreamArchived = "MT001";
    private const string StreamVersionMismatch = "MT003";

    /// <summary>Another writer was first, or two got in each other's way: the same work again may succeed.</summary>
    public static bool IsConflict(this PostgresException error) => error.SqlState switch
    {
        StreamVersionMismatch => true,
        PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected => true,
        PostgresErrorCodes.UniqueViolation =>
            error.ConstraintName is "pk_mt_events_stream_and_version" or "pkey_mt_streams_id",
        _ => false,
    };

    /// <summary>The server cannot be reached, is starting, stopping or out of resources: later may be better.</summary>
    public static bool IsUnavailable(this NpgsqlException error) => error is not PostgresException answered
        || answered.SqlState.StartsWith("57P", StringComparison.Ordinal)
        || answered.SqlState.StartsWith("08", StringComparison.Ordinal)
        || answered.SqlState.StartsWith("53", StringComparison.Ordinal);
}
