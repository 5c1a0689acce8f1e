using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Osms.Ledger.Store;

/// <summary>
/// Installs the numbered scripts that are missing, under a lock so that two starts at once are safe, and verifies what
/// it finds: a newer schema, a changed script or a changed table is refused.
/// </summary>
public static class Schema
{
    // Any number that nobody else uses for an advisory lock on this database.
    internal const long InstallLock = 0x05_0535_1ED6E7;

    private const string Bookkeeping = """
        create schema if not exists ledger;
        create table ledger.schema_scripts (
            number       integer                  not null,
            name         varchar                  not null,
            sha256       varchar                  not null,
            installed_at timestamp with time zone not null default now(),
            constraint pkey_schema_scripts primary key (number)
        );
        """;

    /// <summary>Every script of this program, in order.</summary>
    internal static IReadOnlyList<Script> Scripts { get; } = [.. ReadScripts().OrderBy(s => s.Number)];

    /// <exception cref="SchemaException">
    /// The database is not one this program can work on; says why and what to do.
    /// </exception>
    public static async Task InstallAsync(NpgsqlDataSource database, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await ExecuteAsync(connection, $"select pg_advisory_xact_lock({InstallLock})", cancellation);
        if (!await IsThereAsync(connection, cancellation))
        {
            // Only then: "if not exists" asks for the right to create even where there is nothing to create.
            await ExecuteAsync(connection, Bookkeeping, cancellation);
        }

        var installed = await InstalledAsync(connection, cancellation);
        Verify(installed);
        foreach (var script in Scripts.Where(s => !installed.ContainsKey(s.Number)))
        {
            await ExecuteAsync(connection, script.Sql, cancellation);
            await using var record = new NpgsqlCommand(
                "insert into ledger.schema_scripts (number, name, sha256) values ($1, $2, $3)", connection);
            record.Parameters.Add(new NpgsqlParameter { Value = script.Number });
            record.Parameters.Add(new NpgsqlParameter { Value = script.Name });
            record.Parameters.Add(new NpgsqlParameter { Value = script.Sha256 });
            await record.ExecuteNonQueryAsync(cancellation);
        }

        await SchemaShape.VerifyAsync(connection, cancellation);
        await transaction.CommitAsync(cancellation);
    }

    private static void Verify(Dictionary<int, (string Name, string Sha256)> installed)
    {
        foreach (var (number, (name, sha256)) in installed)
        {
            if (Scripts.FirstOrDefault(s => s.Number == number) is not { } known)
            {
                throw new SchemaException(
                    $"The database has schema script {number} ({name}), which this version of the program does not "
                    + "know: a newer version made it. Start that version, or use another database.");
            }

            if (known.Sha256 != sha256)
            {
                throw new SchemaException(
                    $"Schema script {known.Name} is not the one this database was made with. Start the version that "
                    + "made it, or use another database.");
            }
        }
    }

    private static async Task<Dictionary<int, (string Name, string Sha256)>> InstalledAsync(
        NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            "select number, name, sha256 from ledger.schema_scripts", connection);
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        var installed = new Dictionary<int, (string, string)>();
        while (await rows.ReadAsync(cancellation))
        {
            installed.Add(rows.GetInt32(0), (rows.GetString(1), rows.GetString(2)));
        }

        return installed;
    }

    private static async Task<bool> IsThereAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            "select to_regclass('ledger.schema_scripts') is not null", connection);
        return await command.ExecuteScalarAsync(cancellation) is true;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private static IEnumerable<Script> ReadScripts()
    {
        var assembly = typeof(Schema).Assembly;
        const string prefix = "sql/";
        var resources = assembly.GetManifestResourceNames();
        foreach (var resource in resources.Where(r => r.StartsWith(prefix, StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!, Encoding.UTF8);
            var sql = reader.ReadToEnd().ReplaceLineEndings("\n");
            var name = resource[prefix.Length..];
            var number = int.Parse(name.AsSpan(0, 3), NumberStyles.None, CultureInfo.InvariantCulture);
            var sha256 = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sql)));
            yield return new Script(number, name, sql, sha256);
        }
    }

    internal sealed record Script(int Number, string Name, string Sql, string Sha256);
}

/// <summary>The database cannot be used as it is; the message says why and what to do.</summary>
public sealed class SchemaException(string message) : Exception(message);
