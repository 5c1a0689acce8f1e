using System.Text.Json;
using Osms.Ledger.Tests.Commands;
using Osms.Ledger.Tests.Hosting;

namespace Osms.Ledger.Tests.Bench;

/// <summary>The verb as a process: what it says and what it leaves.</summary>
public sealed class BenchVerbTests
{
    private static readonly string[] Fields =
        ["name", "value", "unit", "limit", "ratio", "p50Ms", "p99Ms", "rows"];

    [Fact]
    public async Task What_is_asked_for_is_measured_on_the_server_that_is_given_and_nothing_is_left_there()
    {
        var database = await TestPostgres.CreateDatabaseAsync();

        var ended = await RunAsync(
            "--people", "200", "--quick", "--json", "--server", database, "--only", "monthly,coverage-now");

        var lines = ended.ShouldEndWith(0).Output.Trim().Split('\n')
            .Select(line => JsonDocument.Parse(line).RootElement).ToList();
        lines.ShouldAllBe(line => line.EnumerateObject().Select(field => field.Name).SequenceEqual(Fields));
        lines.Select(line => line.GetProperty("name").GetString()).ShouldBe(
            ["coverage-now", "coverage-now-allocated", "monthly", "monthly-allocated"]);
        ended.Error.ShouldContain("monthly: round 3 of 3: ");
        ended.Error.ShouldContain("synchronous_commit on");
        ended.Error.ShouldContain("imports commit every 1000 rows at the most and copy without the foreign key");
        (await TestDirectory.AskAsync<long>(
            database, "select count(*) from pg_tables where schemaname = 'ledger'")).ShouldBe(0);
    }

    [Fact]
    public async Task Without_a_server_it_starts_one_of_its_own_and_deletes_it()
    {
        using var temporary = new TemporaryFolder();

        var ended = await LedgerProgram.RunAsync(
            [("TMPDIR", temporary.Path)], "bench", "--people", "100", "--quick", "--only", "batch");

        ended.ShouldEndWith(0).Output.ShouldContain("| batch ");
        ended.Output.ShouldContain("fsync on");
        ended.Output.ShouldNotContain("| command ");
        Directory.EnumerateFileSystemEntries(temporary.Path, "osms-bench-*").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("--people 99", "--people are numbers from 100 to 50000000.")]
    [InlineData("--people 1000,many", "--people are numbers from 100 to 50000000.")]
    [InlineData("--only batch,speed", "There is no speed to measure; there are backfill, rebuild,")]
    [InlineData("--quick --full", "Say either --quick or --full.")]
    [InlineData("--only", "--only")]
    public async Task Wrong_usage_is_told(string wish, string why) =>
        (await RunAsync(wish.Split(' '))).ShouldEndWith(2).Error.ShouldContain(why);

    private static Task<Ended> RunAsync(params string[] args) => LedgerProgram.RunAsync([], ["bench", .. args]);

    // One that PostgreSQL can get through whoever runs the test.
    private sealed class TemporaryFolder : IDisposable
    {
        internal TemporaryFolder()
        {
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(Path, File.GetUnixFileMode(Path) | UnixFileMode.OtherExecute);
            }
        }

        internal string Path { get; } = Directory.CreateTempSubdirectory("osms-bench-tests-").FullName;

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
