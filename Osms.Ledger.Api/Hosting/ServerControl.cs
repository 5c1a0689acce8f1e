using System.Diagnostics;
using System.Globalization;

namespace Osms.Ledger.Api.Hosting;

/// <summary>Finds, starts and stops the server of one home. Every call is made by whoever has the turn.</summary>
internal sealed class ServerControl(
    ServerHome home, ServerUser user, IReadOnlyDictionary<string, string> settings, ILogger logger)
{
    // Recovery after a crash reads up to max_wal_size of log, on a slow disk too.
    private static readonly TimeSpan StartPatience = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan StopPatience = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LeftoverPatience = TimeSpan.FromSeconds(15);

    private readonly ServerCluster _cluster = new(home, user);
    private readonly ServerLog _log = new(home.Log);

    /// <summary>Makes sure that a server with the ledger's database accepts connections.</summary>
    public async Task<RunningServer> EnsureAsync(CancellationToken ct)
    {
        var found = await FindAsync(ct);
        var address = found ?? await StartAsync(ct);
        var password = await _cluster.PasswordAsync(ct);
        await ServerLogin.EnsureDatabaseAsync(address, password, ct);
        if (found is not null)
        {
            HostingLog.Attached(logger, home.DataDirectory);
        }

        return new RunningServer(
            address.ConnectionString(password, ServerAddress.Database, pooling: true), StartedNow: found is null);
    }

    /// <summary>The server was killed or gave up, by what its files and the system's processes say.</summary>
    public bool IsDead() => PostmasterFile.Read(home.Cluster) is { } file
        ? !file.IsAlive()
        : !ControlFile.IsShutDown(home.Cluster);

    /// <summary>Stops the server if it runs.</summary>
    public async Task StopAsync(CancellationToken ct)
    {
        // pg_ctl would send its signal to whatever process has a dead server's number.
        if (PostmasterFile.Read(home.Cluster) is not { } file || !file.IsAlive())
        {
            return;
        }

        var binaries = await _cluster.BinariesAsync(ct);
        var answer = await PgCtlAsync(binaries, StopPatience, ["-m", "fast", "stop"], ct);
        if (!answer.Succeeded)
        {
            throw new EmbeddedPostgresException(
                $"PostgreSQL in {home.DataDirectory} (process {file.Pid}) did not stop ({answer.Complaint}): see the "
                + $"last lines of {_log.Path}:\n{_log.LastLines()}");
        }

        HostingLog.Stopped(logger, home.DataDirectory);
    }

    private async Task<ServerAddress?> FindAsync(CancellationToken ct)
    {
        var waiting = Stopwatch.StartNew();
        while (PostmasterFile.Read(home.Cluster) is { } file)
        {
            // Asked first and believed: the server may run where its process cannot be seen, in another container.
            if (file.Address is { } address
                && await ServerLogin.AnswersAsync(address, await _cluster.PasswordAsync(ct), ct))
            {
                return address;
            }

            if (!file.IsAlive())
            {
                return null;
            }

            if (waiting.Elapsed > StartPatience)
            {
                throw new EmbeddedPostgresException(
                    $"The PostgreSQL that runs in {home.DataDirectory} (process {file.Pid}) does not let the program "
                    + $"in: stop that process and try again; the last lines of {_log.Path}:\n{_log.LastLines()}");
            }

            await Task.Delay(Between, ct);
        }

        return null;
    }

    private async Task<ServerAddress> StartAsync(CancellationToken ct)
    {
        var clock = Stopwatch.StartNew();
        var binaries = await _cluster.BinariesAsync(ct);
        if (!_cluster.Exists)
        {
            await _cluster.MakeAsync(binaries, durable: settings.GetValueOrDefault("fsync") != "off", ct);
            HostingLog.MadeCluster(logger, binaries.Major, home.DataDirectory);
        }

        var former = PostmasterFile.Read(home.Cluster);
        while (true)
        {
            ForgetTheDead();
            var address = ServerAddress.Choose(home, former?.Address);
            await _cluster.ConfigureAsync(address, settings, ct);
            var logged = _log.Begin();
            var answer = await PgCtlAsync(binaries, StartPatience, ["-l", _log.Path, "start"], ct);
            if (answer.Succeeded)
            {
                HostingLog.Started(logger, binaries.Major, home.DataDirectory, clock.ElapsedMilliseconds);
                return address;
            }

            var lines = _log.LastLines(logged);
            if (clock.Elapsed > LeftoverPatience || !PassesByItself(lines))
            {
                throw new EmbeddedPostgresException(
                    $"PostgreSQL did not start in {home.DataDirectory} ({answer.Complaint}): put right what the last "
                    + $"lines of {_log.Path} say, or set Ledger__DataDirectory to another directory:\n{lines}");
            }

            await Task.Delay(Between, ct);
            if (await FindAsync(ct) is { } startedByAnother)
            {
                return startedByAnother;
            }
        }
    }

    // PostgreSQL itself takes a dead server's files for a live one's once another process has its number.
    private void ForgetTheDead()
    {
        if (PostmasterFile.Read(home.Cluster) is { } file && !file.IsAlive() && file.IsInTheWay())
        {
            File.Delete(file.Path);
            File.Delete(Path.Combine(home.ServerDirectory, ServerAddress.SocketName + ".lock"));
        }
    }

    // The orphans of a killed server need a moment to notice; a port may be taken between choosing and using it;
    // the pg_ctl of a killed program may have been quicker.
    private static bool PassesByItself(string lines) =>
        lines.Contains("is still in use", StringComparison.Ordinal)
        || lines.Contains("postmaster.pid\" already exists", StringComparison.Ordinal)
        || lines.Contains("postmaster.pid\" is empty", StringComparison.Ordinal)
        || lines.Contains("could not bind", StringComparison.Ordinal);

    private Task<ChildOutput> PgCtlAsync(
        PostgresBinaries binaries, TimeSpan patience, string[] what, CancellationToken ct)
    {
        var seconds = ((int)patience.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        return user.RunAsync([binaries.PgCtl, "-D", home.Cluster, "-s", "-w", "-t", seconds, .. what], ct);
    }
}

/// <summary>A server that accepts connections.</summary>
internal sealed record RunningServer(string ConnectionString, bool StartedNow);
