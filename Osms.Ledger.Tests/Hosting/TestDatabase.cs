using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Osms.Ledger.Api.Hosting;

namespace Osms.Ledger.Tests.Hosting;

/// <summary>
/// Databases for tests, on the server of <c>OSMS_TEST_DATABASE</c> (a connection string that may create databases),
/// else on one server of the test run's own. Where there is neither, tests fail and say what to install: a database
/// test that skips itself proves nothing.
/// </summary>
public static class TestPostgres
{
    private static readonly string DirectoryPrefix = $"osms-test-{Environment.UserName}-";
    private static readonly TimeSpan StartingUp = TimeSpan.FromMinutes(10);
    private static readonly Lazy<Task<Run>> Current = new(BeginAsync);

    /// <summary>Makes an empty database and returns its connection string; it is gone after the test run.</summary>
    public static async Task<string> CreateDatabaseAsync()
    {
        var run = await Current.Value;
        var name = $"osms_test_{Guid.NewGuid():N}";
        await ExecuteAsync(run.Admin, $"create database {name} template template0 encoding 'UTF8'");
        lock (run.Databases)
        {
            run.Databases.Add(name);
        }

        return new NpgsqlConnectionStringBuilder(run.Admin) { Database = name }.ConnectionString;
    }

    /// <summary>A path for a test's directory; what a killed run leaves there is deleted by a later one.</summary>
    internal static string NewDirectory() =>
        Path.Combine(Path.GetTempPath(), DirectoryPrefix + $"{Guid.NewGuid():N}"[..8]);

    /// <summary>Stops and deletes what the run made; called once, when its last test has ended.</summary>
    internal static async Task EndAsync()
    {
        if (!Current.IsValueCreated || !Current.Value.IsCompletedSuccessfully)
        {
            return;
        }

        var run = await Current.Value;
        if (run.Server is { } server)
        {
            await server.DisposeAsync();
            Directory.Delete(server.DataDirectory, recursive: true);
            return;
        }

        foreach (var name in run.Databases)
        {
            await ExecuteAsync(run.Admin, $"drop database if exists {name} with (force)");
        }
    }

    private static async Task<Run> BeginAsync()
    {
        if (Environment.GetEnvironmentVariable("OSMS_TEST_DATABASE") is { Length: > 0 } given)
        {
            return new Run(given, null);
        }

        await SweepAsync();
        var directory = NewDirectory();
        try
        {
            var server = await EmbeddedPostgres.StartOrAttachAsync(
                new EmbeddedPostgresOptions(directory) { Settings = TestSettings.Fast }, NullLogger.Instance, default);
            return new Run(server.ConnectionString, server);
        }
        catch (EmbeddedPostgresException) when (Directory.Exists(directory))
        {
            Directory.Delete(directory, recursive: true);
            throw;
        }
    }

    // A test run that was killed could not clean up: the next one does it.
    private static async Task SweepAsync()
    {
        foreach (var directory in Directory.EnumerateDirectories(Path.GetTempPath(), DirectoryPrefix + "*"))
        {
            if (DateTime.UtcNow - Directory.GetCreationTimeUtc(directory) < StartingUp)
            {
                continue;
            }

            try
            {
                await SweepAsync(directory);
            }
            catch (Exception e) when (e is EmbeddedPostgresException or IOException or UnauthorizedAccessException)
            {
                // Another run sweeps it too, or its server hangs: this run has a directory of its own.
                await Console.Error.WriteLineAsync($"{directory} is left: {e.Message}");
            }
        }
    }

    private static async Task SweepAsync(string directory)
    {
        var home = ServerHome.At(directory);
        using var turn = OsLock.TryAlone(home.TurnLock);
        using var alone = OsLock.TryAlone(home.UsersLock);
        if (turn is not null && alone is not null)
        {
            var user = await home.PrepareAsync(default);
            await new ServerControl(home, user, TestSettings.Fast, NullLogger.Instance).StopAsync(default);
            Directory.Delete(directory, recursive: true);
        }
    }

    private static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var source = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false });
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private sealed record Run(string Admin, EmbeddedPostgres? Server)
    {
        public List<string> Databases { get; } = [];
    }
}
