using Osms.Ledger.Api.Hosting;

namespace Osms.Ledger.Tests.Hosting;

public sealed class PostgresBinariesTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("osms-bin-").FullName;

    [Fact]
    public async Task This_machines_own_are_found()
    {
        var found = await PostgresBinaries.FindAsync(default);

        found.ShouldNotBeEmpty();
        found.ShouldAllBe(b => b.Major >= 15 && File.Exists(b.InitDb) && File.Exists(b.PgCtl));
    }

    [Fact]
    public async Task None_found_says_what_to_install_and_what_to_set()
    {
        var refusal = await Should.ThrowAsync<EmbeddedPostgresException>(
            () => PostgresBinaries.FindAsync([_root], [Path.Combine(_root, "missing")], default));

        refusal.Message.ShouldContain("apt install postgresql");
        refusal.Message.ShouldContain("ConnectionStrings__Ledger");
    }

    [Fact]
    public async Task The_path_goes_first_then_the_highest_version_and_old_ones_not_at_all()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var found = await PostgresBinaries.FindAsync(
            [Fake("14.9"), Fake("15.3")], [Fake("9.6"), Fake("16.1"), Fake("18beta2")], default);

        found.Select(b => b.Major).ShouldBe([15, 18, 16]);
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private string Fake(string version)
    {
        var directory = Directory.CreateDirectory(Path.Combine(_root, version)).FullName;
        foreach (var tool in new[] { "initdb", "pg_ctl", "postgres" })
        {
            var path = Path.Combine(directory, tool);
            File.WriteAllText(path, $"#!/bin/sh\necho '{tool} (PostgreSQL) {version} (Debian)'\n");
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }
        }

        return directory;
    }
}
