using Npgsql;

namespace Osms.Ledger.Api.Hosting;

/// <summary>The program's way into its server as superuser: is it there, and has it the ledger's database.</summary>
internal static class ServerLogin
{
    private const int ConnectSeconds = 5;

    /// <summary>The server of this password accepts connections at <paramref name="address"/>.</summary>
    public static async Task<bool> AnswersAsync(ServerAddress address, string password, CancellationToken ct)
    {
        try
        {
            await using var connection = await OpenAsync(address, password, ct);
            return true;
        }
        catch (PostgresException e)
        {
            // Full is there, too; starting or stopping is not yet, another's password is not ours at all.
            return e.SqlState == PostgresErrorCodes.TooManyConnections;
        }
        catch (NpgsqlException)
        {
            // Nobody listens, or somebody who is not a server that knows the password.
            return false;
        }
    }

    private const string NamesOfDatabases = "pg_database_datname_index";

    /// <summary>Makes the ledger's database where it is missing.</summary>
    public static async Task EnsureDatabaseAsync(ServerAddress address, string password, CancellationToken ct)
    {
        await using var connection = await OpenAsync(address, password, ct);
        await using var find = new NpgsqlCommand("select 1 from pg_database where datname = $1", connection);
        find.Parameters.Add(new NpgsqlParameter<string> { TypedValue = ServerAddress.Database });
        if (await find.ExecuteScalarAsync(ct) is null)
        {
            await using var create = new NpgsqlCommand($"create database {ServerAddress.Database}", connection);
            try
            {
                await create.ExecuteNonQueryAsync(ct);
            }
            catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.DuplicateDatabase
                || (e.SqlState == PostgresErrorCodes.UniqueViolation && e.ConstraintName == NamesOfDatabases))
            {
                // A program that was killed had asked for it, and the server went on making it.
            }
        }
    }

    private static async Task<NpgsqlConnection> OpenAsync(ServerAddress address, string password, CancellationToken ct)
    {
        var text = address.ConnectionString(password, "postgres", pooling: false);
        var connection = new NpgsqlConnection($"{text};Timeout={ConnectSeconds}");
        try
        {
            await connection.OpenAsync(ct);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }
}
