using Npgsql;
using Osms.Ledger.Tests.Ledger;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Store;

/// <summary>What is settled is what the row says.</summary>
public sealed class HighWaterRowTests : IAsyncLifetime
{
    private OpenLedger _ledger = null!;

    public async Task InitializeAsync() => _ledger = await OpenLedger.CreateAsync();

    public async Task DisposeAsync() => await _ledger.DisposeAsync();

    [Fact]
    public async Task What_is_settled_counts_once_the_row_says_so()
    {
        await _ledger.RecordManyAsync(People.Grant(1), People.Grant(2));
        await using (var holder = await _ledger.Database.OpenConnectionAsync())
        {
            await using var transaction = await holder.BeginTransactionAsync();
            await using var hold = new NpgsqlCommand("select from ledger.high_water for update", holder);
            await hold.ExecuteNonQueryAsync();
            var look = _ledger.HighWater.LookAsync(default);
            await _ledger.BlockedAsync(1);

            _ledger.HighWater.Current.ShouldBe(LedgerPosition.Start);
            await transaction.RollbackAsync();
            (await look).Settled.ShouldBe(new LedgerPosition(2));
        }

        _ledger.HighWater.Current.ShouldBe(new LedgerPosition(2));
        (await _ledger.ScalarAsync<long>("select position from ledger.high_water")).ShouldBe(2);
    }

    [Fact]
    public async Task A_look_whose_caller_has_left_is_finished_and_the_next_one_goes_on()
    {
        await _ledger.RecordAsync(People.Grant(1));
        await using var stalled = await StalledWriter.BeginAsync(_ledger, Stall.AfterTheNumber, People.Person(2));
        for (var n = 0; n < 20; n++)
        {
            using var left = new CancellationTokenSource();
            var look = _ledger.HighWater.LookAsync(left.Token);
            await left.CancelAsync();
            await Task.WhenAny(look);
        }

        await stalled.CommitAsync();
        (await _ledger.HighWater.LookAsync(default)).Settled.ShouldBe(new LedgerPosition(2));
    }
}
