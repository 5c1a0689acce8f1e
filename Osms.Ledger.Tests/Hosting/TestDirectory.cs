using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Osms.Ledger.Api.Hosting;

namespace Osms.Ledger.Tests.Hosting;

/// <summary>A data directory of one test, with what tests do to its server; stopped and deleted afterwards.</summary>
internal sealed class TestDirectory : IAsyncDisposable
{
    private static readonly Lazy<Task<TestDirectory>> Pattern = new(MakePatternAsync);

    // As if its server were in use: another test run would delete it after a while as left behind.
    private static OsLock? _patternInUse;

    private readonly string _root = TestPostgres.NewDirectory();

    /// <summary>One that does not exist yet, inside the directory to delete if so named.</summary>
    public TestDirectory(string? inner = null) => Data = inner is null ? _root : Path.Combine(_root, inner);

    public string Data { get; }

    public string ServerDirectory => Path.Combine(Data, "server");

    public string Cluster => Path.Combine(ServerDirectory, "data");

    public string PidFile => Path.Combine(Cluster, "postmaster.pid");

    /// <summary>One with a cluster that was stopped: the copy of one, because making it takes seconds.</summary>
    public static async Task<TestDirectory> WithClusterAsync(string? inner = null)
    {
        var directory = new TestDirectory(inner);
        if (!OperatingSystem.IsWindows())
        {
            await (await Pattern.Value).CopyToAsync(directory);
        }

        return directory;
    }

    /// <summary>Copies everything as it lies there, to a directory that does not exist yet.</summary>
    public async Task CopyToAsync(TestDirectory other)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(other.Data)!);
        var answer = await ChildProcess.RunAsync(
            [ChildProcess.Find("cp").ShouldNotBeNull(), "-pR", Data, other.Data], default);
        answer.Succeeded.ShouldBeTrue(answer.Complaint);
    }

    /// <summary>Deletes what the run's tests shared.</summary>
    public static async Task EndAsync()
    {
        if (Pattern.IsValueCreated)
        {
            var pattern = await Pattern.Value;
            _patternInUse?.Dispose();
            await pattern.DisposeAsync();
        }
    }

    public Task<EmbeddedPostgres> StartAsync(CancellationToken ct = default) =>
        EmbeddedPostgres.StartOrAttachAsync(
            new EmbeddedPostgresOptions(Data) { Settings = TestSettings.Fast }, NullLogger.Instance, ct);

    /// <summary>The server's process; null when none was left running or dead.</summary>
    public int? Postmaster() =>
        File.Exists(PidFile) ? int.Parse(File.ReadLines(PidFile).First(), CultureInfo.InvariantCulture) : null;

    /// <summary>As <c>kill -9</c> on the server's main process.</summary>
    public void KillPostmaster()
    {
        using var process = Process.GetProcessById(Postmaster().ShouldNotBeNull());
        process.Kill();
    }

    public static async Task<T> AskAsync<T>(string connectionString, string sql)
    {
        await using var source = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false });
        await using var command = source.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Asks until it gets an answer, ten seconds at most.</summary>
    public static async Task<T> AskPatientlyAsync<T>(string connectionString, string sql)
    {
        for (var clock = Stopwatch.StartNew(); ;)
        {
            try
            {
                return await AskAsync<T>(connectionString, sql);
            }
            catch (NpgsqlException) when (clock.Elapsed < TimeSpan.FromSeconds(10))
            {
                await Task.Delay(100);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (Postmaster() is not null)
            {
                // A test that failed half-way: whoever attaches alone stops it.
                await (await StartAsync()).DisposeAsync();
            }
        }
        finally
        {
            if (Directory.Exists(_root))
            {
                Directory.Delete(_root, recursive: true);
            }
        }
    }

    private static async Task<TestDirectory> MakePatternAsync()
    {
        var pattern = new TestDirectory();
        await (await pattern.StartAsync()).DisposeAsync();
        _patternInUse = OsLock.TryTogether(ServerHome.At(pattern.Data).UsersLock);
        return pattern;
    }
}
