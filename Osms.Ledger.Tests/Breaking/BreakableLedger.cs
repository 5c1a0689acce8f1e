using System.Diagnostics;
using System.Text.Json;
using Npgsql;
using Osms.Ledger.Tests.Hosting;

namespace Osms.Ledger.Tests.Breaking;

/// <summary>
/// A ledger made to be broken: services as processes, on a data directory with a PostgreSQL of its own. Every test of
/// this folder tells the same story: facts are sent (<see cref="Callers"/>, <see cref="FactFile"/>), something is
/// broken at a seeded <see cref="Moment"/>, what got no answer is sent again, and at last the whole ledger is looked at
/// (<see cref="AtRest"/>): what was acknowledged is there, once, and nothing else is.
/// </summary>
internal sealed class BreakableLedger : IAsyncDisposable
{
    private const string Watcher = "watcher";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly List<RunningService> _services = [];
    private readonly List<RunningService> _gone = [];
    private readonly (string Name, string Value)[] _settings;
    private NpgsqlDataSource? _watcher;

    private BreakableLedger(TestDirectory directory, (string Name, string Value)[] settings)
    {
        Directory = directory;
        _settings = [("Ledger__DataDirectory", directory.Data), ("Ledger__ImportBatchRows", "7"), .. settings];
    }

    internal TestDirectory Directory { get; }

    /// <summary>To the server, past the services.</summary>
    internal string ConnectionString { get; private set; } = "";

    internal RunningService Service => _services[0];

    internal IReadOnlyList<RunningService> Services => _services;

    /// <summary>What the server's files lie on, when that can become full.</summary>
    internal SmallDisk? Disk { get; private set; }

    internal static Task<BreakableLedger> StartAsync(
        int services = 1, params (string Name, string Value)[] settings) =>
        StartAsync(services, freeMegabytes: null, settings);

    /// <param name="services">How many.</param>
    /// <param name="freeMegabytes">On the disk of the server; null for no limit.</param>
    /// <param name="settings">Environment variables of the services.</param>
    internal static async Task<BreakableLedger> StartAsync(
        int services, int? freeMegabytes, params (string Name, string Value)[] settings)
    {
        var ledger = new BreakableLedger(await TestDirectory.WithClusterAsync(), settings);
        try
        {
            if (freeMegabytes is { } free)
            {
                ledger.Disk = await SmallDisk.UnderAsync(ledger.Directory.Cluster, free);
            }

            for (var i = 0; i < services; i++)
            {
                ledger._services.Add(await RunningService.StartAsync(ledger._settings));
            }

            // Only to learn the address: a test that stayed would revive the server in a service's place.
            await using var attached = await ledger.Directory.StartAsync();
            ledger.ConnectionString = attached.ConnectionString;
            ledger._watcher = NpgsqlDataSource.Create(
                new NpgsqlConnectionStringBuilder(attached.ConnectionString) { ApplicationName = Watcher });
            return ledger;
        }
        catch
        {
            await ledger.DisposeAsync();
            throw;
        }
    }

    /// <summary>In the place of one that was killed, which some may still be calling.</summary>
    internal async Task RestartAsync(int service = 0, params (string Name, string Value)[] environment)
    {
        var again = await RunningService.StartAsync([.. _settings, .. environment]);
        _gone.Add(_services[service]);
        _services[service] = again;
    }

    /// <summary>Kills everything; then the server starts in one environment and a service in another.</summary>
    internal async Task StartAgainAsync(
        (string Name, string Value)[] serverEnvironment, (string Name, string Value)[] serviceEnvironment)
    {
        await Service.KillAsync();
        await KillAsync(Directory.Postmaster().ShouldNotBeNull());
        // Whoever starts the server hands on its environment, and the server outlives it.
        await RestartAsync(0, serverEnvironment);
        if (!serverEnvironment.SequenceEqual(serviceEnvironment))
        {
            await Service.KillAsync();
            await RestartAsync(0, serviceEnvironment);
        }
    }

    /// <summary>Kills the server's main process, or one that works for a service.</summary>
    internal async Task KillPostgresAsync(Random random)
    {
        var backend = random.Next(2) == 0 ? await BackendAsync(random) : null;
        await KillAsync(backend ?? Directory.Postmaster().ShouldNotBeNull());
    }

    /// <summary>For whatever no service does.</summary>
    internal Task ExecuteAsync(string sql) => AskAsync<object>(sql);

    /// <summary>New connections see the defaults that a database has now.</summary>
    internal async Task ForgetConnectionsAsync()
    {
        await ExecuteAsync("""
            select pg_terminate_backend(pid) from pg_stat_activity
            where datname = current_database() and pid <> pg_backend_pid()
            """);
        await ReadyAgainAsync();
    }

    /// <summary>Waits until every service answers again by itself.</summary>
    internal Task ReadyAgainAsync() => BecomeAsync(200);

    /// <summary>Waits until every service says that its database is away.</summary>
    internal Task DownAsync() => BecomeAsync(503);

    /// <summary>Sends a file until it has been taken in; the report.</summary>
    internal async Task<Api.Reply> ImportAsync(FactFile file, int service = 0)
    {
        for (var clock = Stopwatch.StartNew(); ; await Task.Delay(20))
        {
            clock.Elapsed.ShouldBeLessThan(Patience, _services[service].Wrote);
            try
            {
                var reply = await _services[service].ImportAsync(file);
                if (reply.Status is not (409 or 503))
                {
                    return reply.ShouldBe(200);
                }
            }
            catch (Exception e) when (RunningService.IsLost(e))
            {
                // The service is being broken; the file is sent again.
                continue;
            }
        }
    }

    /// <summary>Waits until the import of a file is done without being sent again; its counts.</summary>
    internal async Task<JsonElement> GoesOnAsync(FactFile file)
    {
        for (var clock = Stopwatch.StartNew(); ; await Task.Delay(20))
        {
            var reply = (await Service.GetAsync($"/v1/imports/{file.Id}")).ShouldBe(200);
            if (reply["state"].GetString() == "done")
            {
                return reply["report"];
            }

            clock.Elapsed.ShouldBeLessThan(Patience, $"{reply.Text}\n{Service.Wrote}");
        }
    }

    /// <summary>How many numbers the ledger has given to events.</summary>
    internal async Task<long> LastNumberAsync() => (await AskAsync<long>("""
        select case when is_called then last_value else last_value - 1 end from ledger.mt_events_sequence
        """))[0];

    /// <summary>Returns once so many numbers have been given, or when nobody works any more.</summary>
    internal async Task ReachedAsync(long number, Func<bool> isOver)
    {
        for (var clock = Stopwatch.StartNew(); !isOver() && await LastNumberAsync() < number; await Task.Delay(1))
        {
            clock.Elapsed.ShouldBeLessThan(Patience, $"number {number}\n{Service.Wrote}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var service in _services.Concat(_gone))
        {
            service.Dispose();
        }

        if (_watcher is not null)
        {
            await _watcher.DisposeAsync();
        }

        if (Disk is not null)
        {
            // The server stops before its disk goes.
            Disk.Free();
            await (await Directory.StartAsync()).DisposeAsync();
            await Disk.DisposeAsync();
        }

        await Directory.DisposeAsync();
    }

    private static async Task KillAsync(int id)
    {
        using var process = Process.GetProcessById(id);
        process.Kill();
        await process.WaitForExitAsync();
    }

    private Task BecomeAsync(int status) => Task.WhenAll(_services.Select(async service =>
    {
        for (var clock = Stopwatch.StartNew(); (await service.GetAsync("/health/ready")).Status != status;)
        {
            clock.Elapsed.ShouldBeLessThan(Patience, service.Wrote);
            await Task.Delay(20);
        }
    }));

    private async Task<int?> BackendAsync(Random random)
    {
        var backends = await AskAsync<int>($"""
            select pid from pg_stat_activity
            where datname = current_database() and application_name <> '{Watcher}' order by state = 'active', pid
            """);
        return backends.Count == 0 ? null : backends[random.Next(backends.Count)];
    }

    // Asks until the server answers: a pooled connection breaks with every server that was killed.
    private async Task<List<T>> AskAsync<T>(string sql)
    {
        for (var clock = Stopwatch.StartNew(); ; await Task.Delay(20))
        {
            try
            {
                await using var command = _watcher!.CreateCommand(sql);
                await using var rows = await command.ExecuteReaderAsync();
                var column = new List<T>();
                while (await rows.ReadAsync())
                {
                    column.Add(rows.GetFieldValue<T>(0));
                }

                return column;
            }
            catch (NpgsqlException) when (clock.Elapsed < Patience)
            {
                continue;
            }
        }
    }
}
