using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Osms.Ledger.Api.Hosting;

namespace Osms.Ledger.Tests.Hosting;

public sealed class EmbeddedPostgresTests
{
    [Fact]
    public async Task A_fresh_directory_gets_a_server_with_the_ledgers_database()
    {
        await using var directory = new TestDirectory();
        await using var server = await EmbeddedPostgres.StartOrAttachAsync(
            new EmbeddedPostgresOptions(directory.Data), NullLogger.Instance, default);

        server.StartedHere.ShouldBeTrue();
        server.DataDirectory.ShouldBe(directory.Data);
        (await TestDirectory.AskAsync<string>(server.ConnectionString, "select current_database()::text"))
            .ShouldBe("osms_ledger");
        (await TestDirectory.AskAsync<string>(
            server.ConnectionString, "select usename::text from pg_user where usesuper and usename = current_user"))
            .ShouldBe("osms");
        (await SettingsAsync(server, "server_encoding", "data_checksums", "fsync", "synchronous_commit",
            "full_page_writes", "max_connections", "max_wal_size", "TimeZone", "listen_addresses", "cluster_name"))
            .ShouldBe(["UTF8", "on", "on", "on", "on", "100", "4GB", "UTC", "", "osms-ledger"]);
        (await TestDirectory.AskAsync<string>(
            server.ConnectionString, "select datcollate::text from pg_database where datname = current_database()"))
            .ShouldBe("C");
    }

    [Fact]
    public async Task A_second_user_attaches_and_sees_the_same_data()
    {
        await using var directory = await TestDirectory.WithClusterAsync();
        await using var first = await directory.StartAsync();
        await TestDirectory.AskAsync<int>(first.ConnectionString, "create table t as select 7 as n; select n from t");

        await using var second = await directory.StartAsync();

        second.StartedHere.ShouldBeFalse();
        second.ConnectionString.ShouldBe(first.ConnectionString);
        (await TestDirectory.AskAsync<int>(second.ConnectionString, "select n from t")).ShouldBe(7);
    }

    [Fact]
    public async Task The_last_one_out_stops_the_server()
    {
        await using var directory = await TestDirectory.WithClusterAsync();
        var first = await directory.StartAsync();
        var second = await directory.StartAsync();

        await first.DisposeAsync();
        (await TestDirectory.AskAsync<int>(second.ConnectionString, "select 1")).ShouldBe(1);

        await second.DisposeAsync();
        directory.Postmaster().ShouldBeNull();
        await Should.ThrowAsync<NpgsqlException>(
            () => TestDirectory.AskAsync<int>(second.ConnectionString, "select 1"));
    }

    [Fact]
    public async Task Leaving_twice_counts_once()
    {
        await using var directory = await TestDirectory.WithClusterAsync();
        var first = await directory.StartAsync();
        await using var second = await directory.StartAsync();

        await first.DisposeAsync();
        await first.DisposeAsync();

        (await TestDirectory.AskAsync<int>(second.ConnectionString, "select 1")).ShouldBe(1);
    }

    [Fact]
    public async Task Many_starting_at_once_share_one_server()
    {
        await using var directory = new TestDirectory();

        var servers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Task.Run(() => directory.StartAsync())));

        servers.Count(s => s.StartedHere).ShouldBe(1);
        servers.Select(s => s.ConnectionString).Distinct().ShouldHaveSingleItem();
        await Task.WhenAll(servers.Select(s => Task.Run(() => s.DisposeAsync().AsTask())));
        directory.Postmaster().ShouldBeNull();
    }

    [Fact]
    public async Task Nobody_is_let_in_just_as_another_stops_the_server()
    {
        await using var directory = await TestDirectory.WithClusterAsync();

        // Everyone who gets in must find the server, however the others come and go.
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            for (var round = 0; round < 5; round++)
            {
                await using var server = await directory.StartAsync();
                (await TestDirectory.AskAsync<int>(server.ConnectionString, "select 1")).ShouldBe(1);
            }
        })));

        directory.Postmaster().ShouldBeNull();
    }

    [Fact]
    public async Task A_start_that_was_called_off_leaves_nothing_in_the_way_of_the_next()
    {
        await using var directory = new TestDirectory();
        using var calledOff = new CancellationTokenSource();
        var starting = directory.StartAsync(calledOff.Token);
        while (!Directory.Exists(directory.ServerDirectory)
            || !Directory.EnumerateDirectories(directory.ServerDirectory, "making-*").Any())
        {
            await Task.Delay(5);
        }

        await calledOff.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => starting);

        await using var server = await directory.StartAsync();
        server.StartedHere.ShouldBeTrue();
        Directory.EnumerateDirectories(directory.ServerDirectory, "making-*").ShouldBeEmpty();
    }

    private static async Task<IReadOnlyList<string>> SettingsAsync(EmbeddedPostgres server, params string[] names)
    {
        List<string> values = [];
        foreach (var name in names)
        {
            values.Add(await TestDirectory.AskAsync<string>(
                server.ConnectionString, $"select current_setting('{name}')"));
        }

        return values;
    }
}
