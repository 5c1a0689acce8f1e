using System.Diagnostics;
using Npgsql;
using Osms.Ledger.Store;
using Osms.Ledger.Tests.Hosting;
using Osms.Ledger.Tests.Ledger;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Store;

/// <summary>
/// A server that is killed loses numbers that nobody committed, and gives them out again: nothing that was called
/// settled may be among them.
/// </summary>
public sealed class CrashedServerTests
{
    private const int Drawn = 100;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Numbers_drawn_again_after_a_crash_are_not_settled_by_writers_from_before_it(bool wholeServer)
    {
        await using var directory = await TestDirectory.WithClusterAsync();
        await using var server = await directory.StartAsync();
        await using var ledger = await OpenAsync(server.ConnectionString);
        await UntilNumbersAreLostAsync(async () =>
        {
            await ledger.RecordAsync(People.Grant(1));
            var (before, _) = await ledger.HighWater.LookAsync(default);
            await using var writer = await DrawAsync(ledger, Drawn);
            var (settled, handedOut) = await ledger.HighWater.LookAsync(default);
            settled.ShouldBe(before);
            await CrashAsync(ledger, directory, wholeServer);
            var last = await ledger.LastNumberAsync();
            if (last >= handedOut.Value)
            {
                return false;
            }

            // Past the old last number before anybody looks: nothing but the crash itself tells of it.
            await using var again = await DrawAsync(ledger, 2 * Drawn);
            (await ledger.LastNumberAsync()).ShouldBeGreaterThan(handedOut.Value);
            for (var look = 0; look < 3; look++)
            {
                (await ledger.HighWater.LookAsync(default)).Settled.Value.ShouldBeLessThanOrEqualTo(last);
            }

            return true;
        });
    }

    [Fact]
    public async Task A_position_that_was_answered_is_never_given_out_again()
    {
        await using var directory = await TestDirectory.WithClusterAsync();
        await using var server = await directory.StartAsync();
        await using var ledger = await OpenAsync(server.ConnectionString);

        // A control: what nobody asked about is taken back by the crash.
        await UntilNumbersAreLostAsync(async () => await NumbersLeftAsync(ask: false) < 0);
        (await NumbersLeftAsync(ask: true)).ShouldBe(0);

        async Task<long> NumbersLeftAsync(bool ask)
        {
            await ledger.RecordAsync(People.Grant((int)await ledger.LastNumberAsync()));
            await (await DrawAsync(ledger, Drawn)).DisposeAsync();
            var last = await ledger.LastNumberAsync();
            if (ask)
            {
                var known = new AsOf.Position(new LedgerPosition(last));
                (await ledger.Positions.SettleAsync(known, default)).ShouldBe(new Settlement.At(known.At));
            }

            await CrashAsync(ledger, directory, wholeServer: true);
            return Math.Min(0, await ledger.LastNumberAsync() - last);
        }
    }

    private static async Task<OpenLedger> OpenAsync(string connectionString)
    {
        var ledger = await OpenLedger.OpenAsync(connectionString);

        // What nobody commits stays in memory for so long.
        await ledger.ExecuteAsync("alter system set wal_writer_delay = '10s'");
        await ledger.ExecuteAsync("select pg_reload_conf()");
        return ledger;
    }

    // Now and then something else flushes them in time; that proves nothing either way.
    private static async Task UntilNumbersAreLostAsync(Func<Task<bool>> lose)
    {
        var lost = false;
        for (var attempt = 0; attempt < 5 && !lost; attempt++)
        {
            lost = await lose();
        }

        lost.ShouldBeTrue("the crash has to lose numbers");
    }

    private static async Task<Drawing> DrawAsync(OpenLedger ledger, int count)
    {
        var connection = await ledger.Database.OpenConnectionAsync();
        var transaction = await connection.BeginTransactionAsync();
        await using var draw = new NpgsqlCommand(
            $"""
            lock table ledger.mt_events in row exclusive mode;
            select nextval('ledger.mt_events_sequence') from generate_series(1, {count})
            """,
            connection);
        await draw.ExecuteNonQueryAsync();
        return new Drawing(connection, transaction);
    }

    /// <summary>Kills the server, or one of its sessions, after which it starts again; waits for that.</summary>
    private static async Task CrashAsync(OpenLedger ledger, TestDirectory directory, bool wholeServer)
    {
        await using var alone = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(ledger.ConnectionString) { Pooling = false });
        await using var witness = await alone.OpenConnectionAsync();
        await using var ask = new NpgsqlCommand("select pg_backend_pid()", witness);
        using var session = Process.GetProcessById((int)(await ask.ExecuteScalarAsync())!);
        if (wholeServer)
        {
            directory.KillPostmaster();
        }
        else
        {
            session.Kill();
        }

        var clock = Stopwatch.StartNew();
        await session.WaitForExitAsync();
        while (true)
        {
            try
            {
                await using var question = alone.CreateCommand("select 1");
                await question.ExecuteScalarAsync();

                // The high water's own session is not in the pool and learns of the crash by itself.
                ledger.Database.Clear();
                return;
            }
            catch (NpgsqlException) when (clock.Elapsed < TimeSpan.FromSeconds(30))
            {
                await Task.Delay(20);
            }
        }
    }

    /// <summary>Numbers drawn and not committed.</summary>
    private sealed record Drawing(NpgsqlConnection Connection, NpgsqlTransaction Transaction) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Transaction.DisposeAsync();
            await Connection.DisposeAsync();
        }
    }
}
