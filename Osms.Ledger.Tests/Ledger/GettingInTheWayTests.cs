using Npgsql;
using Osms.Ledger.Projections;
using Osms.Ledger.Store;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Ledger;

/// <summary>Real deadlocks, lock timeouts and failures to serialize: what was sent is there once, or told.</summary>
public sealed class GettingInTheWayTests : IAsyncLifetime
{
    private OpenLedger _ledger = null!;

    private static Iin[] Three { get; } =
        [.. Enumerable.Range(1, 3).Select(People.Person).OrderBy(iin => iin.Digits, StringComparer.Ordinal)];

    public async Task InitializeAsync()
    {
        _ledger = await OpenLedger.CreateAsync();
        await _ledger.RecordManyAsync(Three.Select(iin => People.Payment(iin, 0)));
    }

    public async Task DisposeAsync() => await _ledger.DisposeAsync();

    // More than two: what was taken back may be ahead of the other once more.
    [Theory]
    [InlineData(1)]
    [InlineData(30)]
    public async Task A_command_in_a_deadlock_is_recorded_when_the_other_is_done(int attempts)
    {
        var iin = Three[0];
        await using var service = await OpenAsync("-c deadlock_timeout=10ms", attempts);
        await using var rival = await Rival.BeginAsync(_ledger);
        await using var gate = await Rival.BeginAsync(_ledger);
        await rival.CoverageAsync(iin);
        await gate.StateAsync(iin);
        var command = service.RecordAsync(People.Payment(iin, 1));
        await _ledger.BlockedAsync(1);
        var other = rival.StreamAsync(iin);
        await _ledger.BlockedAsync(2);
        await gate.DisposeAsync();

        await other;
        await rival.DisposeAsync();

        // A control: with one attempt there was a deadlock.
        (await command is RecordResult.Recorded).ShouldBe(attempts > 1);
        (await service.RecordAsync(People.Payment(iin, 1)) is RecordResult.Repeated).ShouldBe(attempts > 1);
        await _ledger.ShouldHoldTogetherAsync();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(30)]
    public async Task A_batch_in_a_deadlock_is_recorded_when_the_other_is_done(int attempts)
    {
        await using var service = await OpenAsync("-c deadlock_timeout=10ms", attempts);
        var commands = Three.Select(iin => People.Payment(iin, 1)).ToList();
        var batch = await InADeadlockAsync(() => service.RecordManyAsync(commands));

        if (attempts > 1)
        {
            (await batch).ShouldAllBe(r => r is RecordResult.Recorded);
        }
        else
        {
            (await Should.ThrowAsync<PostgresException>(batch)).IsConflict().ShouldBeTrue();
        }

        (await service.RecordManyAsync(commands)).ShouldAllBe(r => r is RecordResult.Repeated == attempts > 1);
        await _ledger.ShouldHoldTogetherAsync();
    }

    [Fact]
    public async Task A_rebuild_in_place_goes_on_after_a_deadlock()
    {
        await using var service = await OpenAsync("-c deadlock_timeout=10ms");

        var rebuild = await InADeadlockAsync(() => service.Get<InPlaceRebuild>().RunAsync(true, null, default));

        (await rebuild).ShouldBe(Three.Length);
        await _ledger.ShouldHoldTogetherAsync();
    }

    [Fact]
    public async Task A_lock_timeout_is_a_conflict_like_any_other()
    {
        var iin = Three[1];
        await using var service = await OpenAsync("-c lock_timeout=10ms", attempts: 3);
        await using (var rival = await Rival.BeginAsync(_ledger))
        {
            await rival.StreamAsync(iin);

            (await service.RecordAsync(People.Payment(iin, 1))).ShouldBeOfType<RecordResult.Contended>();
            var batch = () => service.RecordManyAsync(People.Payment(iin, 2));
            (await Should.ThrowAsync<PostgresException>(batch)).SqlState.ShouldBe(PostgresErrorCodes.LockNotAvailable);
        }

        (await service.RecordAsync(People.Payment(iin, 1))).ShouldBeOfType<RecordResult.Recorded>();
        (await service.RecordManyAsync(People.Payment(iin, 2)))[0].ShouldBeOfType<RecordResult.Recorded>();
        await _ledger.ShouldHoldTogetherAsync();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Where_transactions_are_serializable_one_that_failed_is_done_again(int attempts)
    {
        var iin = Three[2];
        await using var service = await OpenAsync("-c default_transaction_isolation=serializable", attempts);
        await using var rival = await Rival.BeginAsync(_ledger);
        await rival.ExecuteAsync($"update ledger.mt_streams set timestamp = now() where id = '{iin.Digits}'");
        var command = service.RecordAsync(People.Payment(iin, 1));
        await _ledger.BlockedAsync(1);
        await rival.CommitAsync();

        // A control: with one attempt there was a failure, where the driver leaves the level to the database.
        (await command is RecordResult.Recorded).ShouldBe(attempts > 1 || service.Store is not NpgsqlEventStore);
    }

    [Fact]
    public async Task Where_transactions_are_serializable_many_writers_lose_and_double_nothing()
    {
        const int Writers = 8;
        var database = await _ledger.ScalarAsync<string>("select current_database()::text");
        await _ledger.ExecuteAsync($"alter database {database} set default_transaction_isolation = 'serializable'");
        await using var service = await OpenLedger.OpenAsync(_ledger.ConnectionString);
        (await service.ScalarAsync<string>("show transaction_isolation")).ShouldBe("serializable");

        var sent = await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            var results = new List<(string Reference, RecordResult Result)>();
            for (var n = 0; n < 10; n++)
            {
                var payment = People.Payment(Three[(n + writer) % 3], 1 + (n % 20), reference: $"S{n}");
                if (writer % 2 == 0)
                {
                    results.Add(($"{payment.Iin} {n}", await service.RecordAsync(payment)));
                }
                else
                {
                    results.Add(($"{payment.Iin} {n}", (await service.RecordManyAsync(payment))[0]));
                }

                await service.Positions.TickAsync(default);
            }

            return results;
        })));

        foreach (var fact in sent.SelectMany(s => s).GroupBy(s => s.Reference))
        {
            fact.Count(s => s.Result is RecordResult.Recorded).ShouldBe(1, fact.Key);
            fact.ShouldAllBe(s => s.Result is RecordResult.Recorded || s.Result is RecordResult.Repeated);
        }

        var people = await service.ShouldHoldTogetherAsync();
        people.Values.Sum(p => p.Stored.Count).ShouldBe(3 + 30);
        (await service.Positions.TickAsync(default)).Value.ShouldBe(await service.LastNumberAsync());
    }

    // Deterministic: the other waits first, so that it is our last wait that finds the deadlock.
    private async Task<Task<T>> InADeadlockAsync<T>(Func<Task<T>> run)
    {
        await using var rival = await Rival.BeginAsync(_ledger);
        await using var gate = await Rival.BeginAsync(_ledger);
        await rival.StreamAsync(Three[2]);
        await gate.StreamAsync(Three[1]);
        var ours = run();
        await _ledger.BlockedAsync(1);
        var other = rival.StreamAsync(Three[0]);
        await _ledger.BlockedAsync(2);
        await gate.DisposeAsync();
        await other;
        return ours;
    }

    private Task<OpenLedger> OpenAsync(string options, int attempts = 30) => OpenLedger.OpenAsync(
        new NpgsqlConnectionStringBuilder(_ledger.ConnectionString) { Options = options }.ConnectionString,
        new LedgerOptions { MaxAttempts = attempts });
}
