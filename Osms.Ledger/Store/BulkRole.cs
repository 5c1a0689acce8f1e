using Npgsql;

namespace Osms.Ledger.Store;

/// <summary>
/// Whether this role may switch the events' foreign key off for a batch, which doubles the speed of COPY.
/// </summary>
public sealed class BulkRole
{
    /// <summary>True until found otherwise: with the key a batch is slower, never wrong.</summary>
    public bool ForeignKey { get; private set; } = true;

    public async Task DetectAsync(NpgsqlDataSource database, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await using var command = new NpgsqlCommand("set local session_replication_role = replica", connection);
        try
        {
            await command.ExecuteNonQueryAsync(cancellation);
            ForeignKey = false;
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            ForeignKey = true;
        }
    }
}
