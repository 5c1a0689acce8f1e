using System.Diagnostics;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Osms.Ledger.Api.Hosting;
using Osms.Ledger.Store;

namespace Osms.Ledger.Tests.Hosting;

/// <summary>Work in the background outlives whatever it meets.</summary>
public sealed class KeeperTests
{
    public static TheoryData<Exception> Failures() =>
    [
        new TimeoutException(), new ObjectDisposedException("pool"), new SocketException(), new IOException(),
        new SchemaException("changed by hand"), new InvalidOperationException("a bug"), new NpgsqlException("gone"),
        new OperationCanceledException("somebody else's"),
    ];

    [Theory]
    [MemberData(nameof(Failures), DisableDiscoveryEnumeration = true)]
    public async Task A_failure_of_any_kind_is_followed_by_the_next_attempt(Exception failure)
    {
        using var keeper = new Failing(failure, times: 3);
        await keeper.StartAsync(default);

        await keeper.ExecuteTask.ShouldNotBeNull().WaitAsync(TimeSpan.FromMinutes(1));

        keeper.Attempts.ShouldBe(4);
        await keeper.StopAsync(default);
    }

    [Fact]
    public async Task It_stops_when_the_host_does()
    {
        using var keeper = new Failing(new TimeoutException(), times: int.MaxValue);
        await keeper.StartAsync(default);
        for (var clock = Stopwatch.StartNew(); keeper.Attempts < 2; await Task.Delay(1))
        {
            clock.Elapsed.ShouldBeLessThan(TimeSpan.FromMinutes(1));
        }

        await keeper.StopAsync(default);

        keeper.ExecuteTask.ShouldNotBeNull().IsCompleted.ShouldBeTrue();
    }

    private sealed class Failing(Exception failure, int times)
        : Keeper(TimeSpan.FromMilliseconds(1), NullLogger.Instance)
    {
        internal int Attempts { get; private set; }

        protected override string What => "Failing";

        protected override Task<bool> WorkAsync(CancellationToken cancellation) =>
            Attempts++ < times ? Task.FromException<bool>(failure) : Task.FromResult(false);
    }
}
