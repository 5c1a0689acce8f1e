using System.Diagnostics;

namespace Osms.Ledger.Api.Hosting;

/// <summary>
/// A PostgreSQL server of the program's own that this process uses: started by it, or attached to. The last program
/// to dispose it stops it. Programs take turns to start and stop, so that none attaches to a server that is about to
/// be stopped; locks of the operating system tell who is there, so that a killed program counts no longer.
/// </summary>
public sealed class EmbeddedPostgres : IAsyncDisposable
{
    private static readonly TimeSpan TurnPatience = TimeSpan.FromMinutes(10);
    private static readonly (TimeSpan, TimeSpan) WatchPauses = (TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30));

    private readonly ServerHome _home;
    private readonly ServerControl _control;
    private readonly OsLock _use;
    private readonly ILogger _logger;
    private readonly ServerWatch _watch;
    private int _disposed;

    private EmbeddedPostgres(
        ServerHome home, ServerControl control, OsLock use, ILogger logger, RunningServer server)
    {
        _home = home;
        _control = control;
        _use = use;
        _logger = logger;
        ConnectionString = server.ConnectionString;
        StartedHere = server.StartedNow;
        _watch = new ServerWatch(
            control.IsDead, ReviveAsync, e => HostingLog.NotRevived(logger, e, home.DataDirectory), WatchPauses);
    }

    /// <summary>For Npgsql, as superuser; holds the password, so not for logs.</summary>
    public string ConnectionString { get; }

    /// <summary>The full path.</summary>
    public string DataDirectory => _home.DataDirectory;

    /// <summary>This process started the server; false when it found one running.</summary>
    public bool StartedHere { get; }

    /// <summary>
    /// Returns when the server accepts connections and has the ledger's database.
    /// <see cref="EmbeddedPostgresException"/> says what to do where it cannot.
    /// </summary>
    public static async Task<EmbeddedPostgres> StartOrAttachAsync(
        EmbeddedPostgresOptions options, ILogger logger, CancellationToken ct)
    {
        var home = ServerHome.At(options.DataDirectory);
        var control = new ServerControl(home, await home.PrepareAsync(ct), options.Settings, logger);
        using var turn = await TakeTurnAsync(home, ct);
        // Held alone only by whoever has the turn.
        var use = OsLock.TryTogether(home.UsersLock) ?? throw new UnreachableException();
        try
        {
            return new EmbeddedPostgres(home, control, use, logger, await control.EnsureAsync(ct));
        }
        catch
        {
            await LeaveAsync(home, control, use, logger);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1)
        {
            return;
        }

        await _watch.DisposeAsync();
        try
        {
            using var turn = await TakeTurnAsync(_home, CancellationToken.None);
            await LeaveAsync(_home, _control, _use, _logger);
        }
        catch (EmbeddedPostgresException e)
        {
            // The use ends all the same: the next program finds the server and, being last, stops it.
            _use.Dispose();
            HostingLog.NotStopped(_logger, e, DataDirectory);
        }
    }

    private static async Task<OsLock> TakeTurnAsync(ServerHome home, CancellationToken ct)
    {
        try
        {
            return await OsLock.AloneAsync(home.TurnLock, TurnPatience, ct);
        }
        catch (TimeoutException e)
        {
            throw new EmbeddedPostgresException(
                $"Another program has been starting or stopping PostgreSQL in {home.DataDirectory} for "
                + $"{TurnPatience.TotalMinutes:0} minutes: end that program and try again.",
                e);
        }
    }

    private static async Task LeaveAsync(ServerHome home, ServerControl control, OsLock use, ILogger logger)
    {
        use.Dispose();
        try
        {
            using var alone = OsLock.TryAlone(home.UsersLock);
            if (alone is null)
            {
                HostingLog.LeftRunning(logger, home.DataDirectory);
                return;
            }

            await control.StopAsync(CancellationToken.None);
        }
        catch (EmbeddedPostgresException e)
        {
            // The program is ending, or failing for a reason of its own that must not be hidden by this one.
            HostingLog.NotStopped(logger, e, home.DataDirectory);
        }
    }

    private async Task ReviveAsync(CancellationToken ct)
    {
        using var turn = await TakeTurnAsync(_home, ct);
        if (_control.IsDead() && (await _control.EnsureAsync(ct)).StartedNow)
        {
            HostingLog.Revived(_logger, DataDirectory);
        }
    }
}
