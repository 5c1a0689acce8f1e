using Npgsql;
using Osms.Ledger.Store;

namespace Osms.Ledger.Api.Hosting;

/// <summary>What a failure of the database means to those who are not to know its driver.</summary>
internal static class DatabaseFailure
{
    /// <summary>The same may succeed later.</summary>
    internal static bool IsUnavailable(Exception failure) => failure is NpgsqlException e && e.IsUnavailable();

    /// <summary>Its disk has no room left; nothing was written.</summary>
    internal static bool IsFull(Exception failure) => failure is NpgsqlException e && e.IsFull();

    /// <summary>A conflict with other writers that outlived its attempts.</summary>
    internal static bool IsConflict(Exception failure) => failure is PostgresException e && e.IsConflict();

    /// <summary>One sentence for who runs the program; null when it is no failure of the database.</summary>
    internal static string? Sentence(Exception failure) => failure switch
    {
        SchemaException => failure.Message,
        NpgsqlException e when e.IsFull() =>
            "The database's disk is full: make room, then run it again. What was committed stays.",
        NpgsqlException e when e.IsUnavailable() =>
            $"The database cannot be reached: {e.Message.TrimEnd('.')}. Check {LedgerDatabase.ConnectionSetting}.",
        PostgresException refused =>
            ConsoleLog.Mask($"The database refuses: {refused.MessageText} ({refused.SqlState})."),
        _ => null,
    };
}
