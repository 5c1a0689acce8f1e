using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Osms.Ledger.Api.Hosting;

namespace Osms.Ledger.Tests.Hosting;

public sealed class ServerHomeTests
{
    private const UnixFileMode ForItsOwnerOnly =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    [Fact]
    public async Task A_directory_that_the_servers_user_cannot_enter_is_refused_with_path_and_mode()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        await using var directory = new TestDirectory("closed/ledger");
        var closed = Directory.CreateDirectory(Path.GetDirectoryName(directory.Data)!).FullName;
        var root = Environment.IsPrivilegedProcess;
        // Root goes everywhere, its server does not; another user is shut out of what it cannot enter itself.
        File.SetUnixFileMode(closed, root ? ForItsOwnerOnly : UnixFileMode.UserRead | UnixFileMode.UserWrite);

        var refusal = await Should.ThrowAsync<EmbeddedPostgresException>(() => directory.StartAsync());
        File.SetUnixFileMode(closed, ForItsOwnerOnly);

        refusal.Message.ShouldContain(
            root ? $"chmod o+x {closed} (now 0700)" : $"chmod u+x {closed} (now 0600)");
        Directory.Exists(directory.Data).ShouldBeFalse();
    }

    [Fact]
    public async Task A_path_too_long_for_a_socket_gets_a_loopback_port()
    {
        await using var directory = new TestDirectory(new string('d', 90));
        await using var server = await directory.StartAsync();

        new NpgsqlConnectionStringBuilder(server.ConnectionString).Host.ShouldBe("127.0.0.1");
        (await TestDirectory.AskAsync<string>(server.ConnectionString, "select current_setting('listen_addresses')"))
            .ShouldBe("127.0.0.1");
        (await TestDirectory.AskAsync<string>(
            server.ConnectionString, "select current_setting('unix_socket_directories')")).ShouldBe("");
    }

    [Fact]
    public async Task A_server_on_a_port_comes_back_at_the_same_address_too()
    {
        await using var directory = await TestDirectory.WithClusterAsync(new string('d', 90));
        await using var server = await directory.StartAsync();

        directory.KillPostmaster();

        (await TestDirectory.AskPatientlyAsync<int>(server.ConnectionString, "select 1")).ShouldBe(1);
    }

    [Fact]
    public async Task Only_the_password_lets_in_and_only_the_servers_user_reads_it()
    {
        await using var directory = await TestDirectory.WithClusterAsync();
        await using var server = await directory.StartAsync();
        var guess = new NpgsqlConnectionStringBuilder(server.ConnectionString) { Password = "osms" };

        (await Should.ThrowAsync<PostgresException>(
            () => TestDirectory.AskAsync<int>(guess.ConnectionString, "select 1"))).SqlState.ShouldBe("28P01");

        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(directory.ServerDirectory).ShouldBe(ForItsOwnerOnly);
            File.GetUnixFileMode(directory.Cluster).ShouldBe(ForItsOwnerOnly);
            File.GetUnixFileMode(Path.Combine(directory.Cluster, "osms.password"))
                .ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    [Theory]
    [InlineData("Ілияс's data")]
    [InlineData("data, 1")]
    public async Task Spaces_quotes_commas_and_other_scripts_in_the_path_do_no_harm(string name)
    {
        await using var directory = await TestDirectory.WithClusterAsync(name);
        await using var server = await directory.StartAsync();

        (await TestDirectory.AskAsync<int>(server.ConnectionString, "select 1")).ShouldBe(1);
    }

    [Theory]
    [InlineData("a$HOME")]
    [InlineData("a\"b")]
    [InlineData("a`id`")]
    public async Task A_path_that_a_shell_would_read_as_a_command_is_refused(string name)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        await using var directory = new TestDirectory(name);

        (await Should.ThrowAsync<EmbeddedPostgresException>(() => directory.StartAsync()))
            .Message.ShouldContain("set Ledger__DataDirectory to another directory");
    }

    [Fact]
    public async Task A_data_directory_of_PostgreSQL_itself_is_refused()
    {
        await using var directory = await TestDirectory.WithClusterAsync();
        await using var server = await directory.StartAsync();

        (await Should.ThrowAsync<EmbeddedPostgresException>(() => EmbeddedPostgres.StartOrAttachAsync(
            new EmbeddedPostgresOptions(directory.Cluster), NullLogger.Instance, default)))
            .Message.ShouldContain("is a data directory of PostgreSQL itself");
    }

    [Fact]
    public async Task A_cluster_of_another_major_version_is_explained()
    {
        await using var directory = await TestDirectory.WithClusterAsync();
        await (await directory.StartAsync()).DisposeAsync();
        await File.WriteAllTextAsync(Path.Combine(directory.Cluster, "PG_VERSION"), "9\n");

        (await Should.ThrowAsync<EmbeddedPostgresException>(() => directory.StartAsync()))
            .Message.ShouldContain("was made by PostgreSQL 9 and this machine has PostgreSQL");
    }

    [Fact]
    public async Task A_failed_start_quotes_the_servers_log()
    {
        await using var directory = await TestDirectory.WithClusterAsync();
        var options = new EmbeddedPostgresOptions(directory.Data)
        {
            Settings = new Dictionary<string, string> { ["fsync"] = "off", ["shared_buffers"] = "it's much" },
        };

        (await Should.ThrowAsync<EmbeddedPostgresException>(
            () => EmbeddedPostgres.StartOrAttachAsync(options, NullLogger.Instance, default)))
            .Message.ShouldContain("invalid value for parameter \"shared_buffers\": \"it's much\"");
    }

    [Fact]
    public void The_longest_socket_path_fits_and_one_byte_more_does_not()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var fits = "/" + new string('d', 103 - Encoding.UTF8.GetByteCount("//server/.s.PGSQL.5432"));
        ServerHome.At(fits).HasSocket.ShouldBeTrue();
        ServerHome.At(fits + "d").HasSocket.ShouldBeFalse();
    }
}
