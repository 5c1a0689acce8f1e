using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Osms.Ledger.Api.Hosting;

namespace Osms.Ledger.Tests.Hosting;

/// <summary>A server that was killed is started again however often that fails.</summary>
public sealed class ServerWatchTests
{
    private static readonly (TimeSpan, TimeSpan) Quick = (TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(8));

    [Fact]
    public async Task Failing_again_and_again_is_told_once_and_tried_until_it_works()
    {
        var (dead, attempts, revived) = (true, 0, 0);
        var told = new List<string>();
        await using var watch = new ServerWatch(
            () => dead,
            _ =>
            {
                if (++attempts % 7 != 0)
                {
                    throw new EmbeddedPostgresException($"attempt {attempts}");
                }

                (dead, revived) = (false, revived + 1);
                return Task.CompletedTask;
            },
            e => told.Add(e.Message),
            Quick);

        await UntilAsync(() => revived == 1);
        told.ShouldBe(["attempt 1"]);
        dead = true;
        await UntilAsync(() => revived == 2);

        attempts.ShouldBe(14);
        told.ShouldBe(["attempt 1", "attempt 8"]);
    }

    [Fact]
    public async Task A_look_that_fails_does_not_end_the_watch()
    {
        var (looks, revived) = (0, 0);
        var told = new List<Exception>();
        await using var watch = new ServerWatch(
            () => ++looks < 5 ? throw new IOException("no such file") : revived == 0,
            _ => Task.FromResult(revived++),
            told.Add,
            Quick);

        await UntilAsync(() => revived == 1);

        told.ShouldHaveSingleItem().ShouldBeOfType<IOException>();
    }

    [Fact]
    public async Task A_server_that_could_not_be_started_again_is_started_when_it_can()
    {
        await using var directory = await TestDirectory.WithClusterAsync();
        var log = new Lines();
        await using var server = await EmbeddedPostgres.StartOrAttachAsync(
            new EmbeddedPostgresOptions(directory.Data) { Settings = TestSettings.Fast }, log, default);
        var settings = Path.Combine(directory.Cluster, "postgresql.conf");
        var right = await File.ReadAllTextAsync(settings);
        await File.WriteAllTextAsync(settings, right + "\nno_such_setting = 1\n");

        directory.KillPostmaster();
        await UntilAsync(() => log.Has("could not be started again"));
        await File.WriteAllTextAsync(settings, right);
        await UntilAsync(() => log.Has("was started again"));

        (await TestDirectory.AskPatientlyAsync<int>(server.ConnectionString, "select 7")).ShouldBe(7);
        log.Count("could not be started again").ShouldBe(1);
    }

    private static async Task UntilAsync(Func<bool> holds)
    {
        for (var clock = Stopwatch.StartNew(); !holds(); await Task.Delay(5))
        {
            clock.Elapsed.ShouldBeLessThan(TimeSpan.FromMinutes(1));
        }
    }

    private sealed class Lines : ILogger
    {
        private readonly List<string> _lines = [];

        internal bool Has(string part) => Count(part) > 0;

        internal int Count(string part)
        {
            lock (_lines)
            {
                return _lines.Count(line => line.Contains(part, StringComparison.Ordinal));
            }
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            lock (_lines)
            {
                _lines.Add(formatter(state, exception));
            }
        }
    }
}
