using System.Globalization;
using Osms.Ledger.Api.Hosting;

namespace Osms.Ledger.Tests.Hosting;

public sealed class KilledProcessTests
{
    [Fact]
    public async Task A_killed_server_is_started_again_with_its_data()
    {
        await using var directory = await TestDirectory.WithClusterAsync();
        using var program = HostedProgram.Start(directory.Data);
        (await program.ReadyAsync()).ShouldBe("started");
        await using (var writer = await directory.StartAsync())
        {
            await TestDirectory.AskAsync<int>(
                writer.ConnectionString, "create table t as select 7 as n; select n from t");
        }

        await program.KillAsync();
        directory.KillPostmaster();

        await using var next = await directory.StartAsync();
        next.StartedHere.ShouldBeTrue();
        (await TestDirectory.AskAsync<int>(next.ConnectionString, "select n from t")).ShouldBe(7);
    }

    [Fact]
    public async Task A_server_killed_under_a_running_program_comes_back_at_the_same_address()
    {
        await using var directory = await TestDirectory.WithClusterAsync();
        await using var server = await directory.StartAsync();
        await TestDirectory.AskAsync<int>(server.ConnectionString, "create table t as select 7 as n; select n from t");

        directory.KillPostmaster();

        (await TestDirectory.AskPatientlyAsync<int>(server.ConnectionString, "select n from t")).ShouldBe(7);
    }

    [Fact]
    public async Task A_server_that_gave_up_by_itself_comes_back_too()
    {
        await using var directory = await TestDirectory.WithClusterAsync();
        await using var server = await directory.StartAsync();

        directory.KillPostmaster();
        // Whoever cannot recover takes it away before ending; nothing else tells it from a stop.
        File.Delete(directory.PidFile);

        (await TestDirectory.AskPatientlyAsync<int>(server.ConnectionString, "select 7")).ShouldBe(7);
    }

    [Fact]
    public async Task A_server_stopped_in_good_order_leaves_a_cluster_that_says_so()
    {
        await using var directory = await TestDirectory.WithClusterAsync();
        ControlFile.IsShutDown(directory.Cluster).ShouldBeTrue();

        await using (await directory.StartAsync())
        {
            ControlFile.IsShutDown(directory.Cluster).ShouldBeFalse();
        }

        ControlFile.IsShutDown(directory.Cluster).ShouldBeTrue();
    }

    [Fact]
    public async Task A_dead_servers_process_number_may_be_anothers_by_now()
    {
        await using var directory = await TestDirectory.WithClusterAsync();
        using (var program = HostedProgram.Start(directory.Data))
        {
            await program.ReadyAsync();
            await program.KillAsync();
        }

        directory.KillPostmaster();
        // The hardest case: a live server's, of the same user, for which PostgreSQL refuses to start.
        await using var other = await TestDirectory.WithClusterAsync();
        await using var another = await other.StartAsync();
        var lines = await File.ReadAllLinesAsync(directory.PidFile);
        lines[0] = other.Postmaster().ShouldNotBeNull().ToString(CultureInfo.InvariantCulture);
        await File.WriteAllLinesAsync(directory.PidFile, lines);

        await using var server = await directory.StartAsync();

        server.StartedHere.ShouldBeTrue();
        (await TestDirectory.AskAsync<int>(another.ConnectionString, "select 1")).ShouldBe(1);
    }

    [Fact]
    public async Task A_crash_before_the_process_number_was_written_is_no_hindrance()
    {
        await using var directory = await TestDirectory.WithClusterAsync();
        await File.WriteAllTextAsync(directory.PidFile, "");
        File.SetLastWriteTimeUtc(directory.PidFile, DateTime.UtcNow.AddMinutes(-1));

        await using var server = await directory.StartAsync();

        server.StartedHere.ShouldBeTrue();
    }

    [Fact]
    public async Task A_killed_program_no_longer_counts_as_a_user()
    {
        await using var directory = await TestDirectory.WithClusterAsync();
        var server = await directory.StartAsync();
        using var program = HostedProgram.Start(directory.Data);
        (await program.ReadyAsync()).ShouldBe("attached");

        await program.KillAsync();
        await server.DisposeAsync();

        directory.Postmaster().ShouldBeNull();
    }

    [Fact]
    public async Task A_running_program_counts_as_a_user()
    {
        await using var directory = await TestDirectory.WithClusterAsync();
        var server = await directory.StartAsync();
        using var program = HostedProgram.Start(directory.Data);
        (await program.ReadyAsync()).ShouldBe("attached");

        await server.DisposeAsync();
        directory.Postmaster().ShouldNotBeNull();

        await program.EndAsync();
        directory.Postmaster().ShouldBeNull();
    }

    [Fact]
    public async Task A_server_whose_programs_were_all_killed_is_taken_over_and_stopped_at_last()
    {
        await using var directory = await TestDirectory.WithClusterAsync();
        using var program = HostedProgram.Start(directory.Data);
        (await program.ReadyAsync()).ShouldBe("started");
        await program.KillAsync();
        var left = directory.Postmaster().ShouldNotBeNull();

        var next = await directory.StartAsync();
        next.StartedHere.ShouldBeFalse();
        directory.Postmaster().ShouldBe(left);

        await next.DisposeAsync();
        directory.Postmaster().ShouldBeNull();
    }

    [Fact]
    public async Task A_program_killed_at_any_moment_of_its_start_is_no_hindrance()
    {
        await using var directory = new TestDirectory();
        // From before the cluster is begun to after the server is up, on any machine.
        for (var moment = 100; moment <= 1900; moment += 300)
        {
            using var program = HostedProgram.Start(directory.Data);
            await Task.Delay(moment);
            await program.KillAsync();
        }

        await using var server = await directory.StartAsync();

        (await TestDirectory.AskAsync<int>(server.ConnectionString, "select 1")).ShouldBe(1);
    }

    [Fact]
    public async Task The_server_does_not_get_the_terminals_interrupt()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        await using var directory = await TestDirectory.WithClusterAsync();
        await using var server = await directory.StartAsync();

        // A terminal interrupts a process group of its session; the server leads a session of its own.
        var postmaster = directory.Postmaster().ShouldNotBeNull();
        SessionOf(postmaster).ShouldNotBe(SessionOf(Environment.ProcessId));
    }

    private static int SessionOf(int process)
    {
        var fields = File.ReadAllText($"/proc/{process}/stat");
        // After the name in brackets: state, parent, group, session.
        var afterName = fields[(fields.LastIndexOf(')') + 2)..].Split(' ');
        return int.Parse(afterName[3], CultureInfo.InvariantCulture);
    }
}
