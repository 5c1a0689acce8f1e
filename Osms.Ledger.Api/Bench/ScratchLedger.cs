using Npgsql;
using Osms.Ledger.Api.Commands;
using Osms.Ledger.Handlers;
using Osms.Ledger.Import;

namespace Osms.Ledger.Api.Bench;

/// <summary>An empty ledger on a database of its own, as a host opens it; dropped when it is disposed.</summary>
internal sealed class ScratchLedger : IAsyncDisposable
{
    private const string Tables = $"""
        select string_agg(format('%I.%I', schemaname, tablename), ', ')
        from pg_tables where schemaname in ('ledger', '{BareTables.Schema}')
        """;

    private readonly ScratchServer _server;
    private readonly ServiceProvider _services;

    private ScratchLedger(ScratchServer server, string connectionString, ServiceProvider services) =>
        (_server, ConnectionString, _services) = (server, connectionString, services);

    internal string ConnectionString { get; }

    internal NpgsqlDataSource Database => Get<NpgsqlDataSource>();

    /// <param name="server">Where.</param>
    /// <param name="replace">Puts other services in the place of some; null for none.</param>
    /// <param name="cancellation">Stops.</param>
    internal static async Task<ScratchLedger> CreateAsync(
        ScratchServer server, Action<IServiceCollection>? replace, CancellationToken cancellation)
    {
        var connectionString = await server.CreateDatabaseAsync(cancellation);
        var services = new ServiceCollection().AddOsmsLedger(
            LedgerSession.Settings() with { ConnectionString = connectionString });
        replace?.Invoke(services);
        var ledger = new ScratchLedger(server, connectionString, services.BuildServiceProvider());
        try
        {
            await ledger._services.PrepareLedgerAsync(cancellation);
            return ledger;
        }
        catch
        {
            await ledger.DisposeAsync();
            throw;
        }
    }

    internal T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>The whole file by the road of every import.</summary>
    internal async Task<ImportReport> ImportAsync(string path, CancellationToken cancellation)
    {
        await using var content = File.OpenRead(path);
        var import = new ImportFile(content, Format: null, Path.GetFileName(path), OwnKind.Self, By: "bench");
        return await ImportFileHandler.Handle(import, Get<FileImports>(), cancellation) is ImportResult.Done done
            ? done.Report
            : throw new BenchFailedException($"{path} was not imported to its end.");
    }

    /// <summary>As long as it takes.</summary>
    internal async Task ExecuteAsync(string sql, CancellationToken cancellation)
    {
        await using var command = Database.CreateCommand(sql);
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync(cancellation);
    }

    internal async Task<T> ScalarAsync<T>(string sql, CancellationToken cancellation)
    {
        await using var command = Database.CreateCommand(sql);
        command.CommandTimeout = 0;
        return (T)(await command.ExecuteScalarAsync(cancellation))!;
    }

    /// <summary>Leaves nothing to do later of what was written before: who is measured next pays for itself.</summary>
    internal async Task RestAsync(CancellationToken cancellation)
    {
        var tables = await ScalarAsync<string>(Tables, cancellation);
        await ExecuteAsync($"vacuum (analyze) {tables}", cancellation);
        try
        {
            await ExecuteAsync("checkpoint", cancellation);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            // A given role may not; both sides then meet the server's own checkpoints.
            return;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _server.DropDatabaseAsync(ConnectionString);
    }
}
