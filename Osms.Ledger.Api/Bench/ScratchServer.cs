using System.Security.Cryptography;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Osms.Ledger.Api.Hosting;

namespace Osms.Ledger.Api.Bench;

/// <summary>
/// Where scratch databases are made: on a server that is given, or on one of the bench's own in a directory that is
/// deleted with it. Files to import go to the directory too.
/// </summary>
internal sealed class ScratchServer : IAsyncDisposable
{
    private readonly string _folder;
    private readonly EmbeddedPostgres? _own;
    private readonly string _admin;

    private ScratchServer(string folder, string admin, EmbeddedPostgres? own) =>
        (_folder, _admin, _own) = (folder, admin, own);

    /// <param name="given">A connection string whose role may create databases; null for a server of its own.</param>
    /// <param name="cancellation">Stops starting.</param>
    internal static async Task<ScratchServer> StartAsync(string? given, CancellationToken cancellation)
    {
        var folder = Path.Combine(Path.GetTempPath(), $"osms-bench-{RandomNumberGenerator.GetHexString(8, true)}");
        try
        {
            if (given is not null)
            {
                Directory.CreateDirectory(folder);
                return new ScratchServer(folder, given, own: null);
            }

            var own = await EmbeddedPostgres.StartOrAttachAsync(
                new EmbeddedPostgresOptions(folder), NullLogger.Instance, cancellation);
            return new ScratchServer(folder, own.ConnectionString, own);
        }
        catch
        {
            Delete(folder);
            throw;
        }
    }

    /// <summary>A folder for files, gone at the end if not before.</summary>
    internal string NewFolder()
    {
        var path = Path.Combine(_folder, $"files-{RandomNumberGenerator.GetHexString(8, true)}");
        return Directory.CreateDirectory(path).FullName;
    }

    /// <summary>An empty database with a name that nobody else has.</summary>
    /// <returns>Its connection string.</returns>
    internal async Task<string> CreateDatabaseAsync(CancellationToken cancellation)
    {
        var name = $"osms_bench_{RandomNumberGenerator.GetHexString(16, true)}";
        await ExecuteAsync($"create database {name} template template0 encoding 'UTF8'", cancellation);
        return new NpgsqlConnectionStringBuilder(_admin) { Database = name }.ConnectionString;
    }

    /// <summary>Drops a database made here.</summary>
    internal Task DropDatabaseAsync(string connectionString) => ExecuteAsync(
        $"drop database if exists {new NpgsqlConnectionStringBuilder(connectionString).Database} with (force)",
        CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await (_own?.DisposeAsync() ?? ValueTask.CompletedTask);
        Delete(_folder);
    }

    private static void Delete(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task ExecuteAsync(string sql, CancellationToken cancellation)
    {
        await using var database = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(_admin) { Pooling = false, CommandTimeout = 0 });
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
