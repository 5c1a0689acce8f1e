using Npgsql;
using Osms.Ledger.Store;
using Osms.Ledger.Tests.Ledger;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Store;

/// <summary>A writer stalls between its number and its commit while others commit above it.</summary>
public sealed class HighWaterTests : IAsyncLifetime
{
    private static readonly LedgerOptions Impatient = new() { SettlePatience = TimeSpan.FromMilliseconds(60) };
    private static readonly LedgerOptions Patient = new() { SettlePatience = TimeSpan.FromSeconds(20) };

    private OpenLedger _ledger = null!;

    public async Task InitializeAsync() => _ledger = await OpenLedger.CreateAsync(Patient);

    public async Task DisposeAsync() => await _ledger.DisposeAsync();

    [Theory]
    [InlineData(Stall.AfterTheNumber)]
    [InlineData(Stall.AfterTheFunction)]
    [InlineData(Stall.InABatch)]
    public async Task A_follower_passes_a_stalled_writer_only_when_it_has_committed(Stall stall)
    {
        var follower = new Follower(_ledger);
        await RecordAsync(1, 2, 3);
        await follower.StepAsync();
        await using var stalled = await StalledWriter.BeginAsync(_ledger, stall, People.Person(4));
        await RecordAsync(5, 6);
        await follower.StepAsync();
        await _ledger.RecordManyAsync(People.Grant(7), People.Grant(8));
        await follower.StepAsync();
        await follower.StepAsync();

        stalled.Position.ShouldBe(new LedgerPosition(4));
        follower.Positions.ShouldBe([1, 2, 3]);
        _ledger.HighWater.Current.ShouldBe(new LedgerPosition(3));

        // A control: whoever trusts the highest visible number would never read number 4.
        (await _ledger.ColumnAsync<long>("select seq_id from ledger.mt_events order by seq_id"))
            .ShouldBe([1, 2, 3, 5, 6, 7, 8]);

        await stalled.CommitAsync();
        await follower.StepAsync();

        follower.Positions.ShouldBe([1, 2, 3, 4, 5, 6, 7, 8]);
        follower.Seen[3].Stream.ShouldBe(People.Person(4).Digits);
    }

    [Theory]
    [InlineData(Stall.AfterTheNumber)]
    [InlineData(Stall.AfterTheFunction)]
    [InlineData(Stall.InABatch)]
    public async Task A_number_that_was_rolled_back_is_passed(Stall stall)
    {
        var follower = new Follower(_ledger);
        await using (await StalledWriter.BeginAsync(_ledger, stall, People.Person(1)))
        {
            await RecordAsync(2);
            await follower.StepAsync();
            follower.Positions.ShouldBeEmpty();
        }

        await follower.StepAsync();

        follower.Positions.ShouldBe([2]);
        (await _ledger.Positions.SettleAsync(At(1), default)).ShouldBe(new Settlement.At(new(1)));
        (await _ledger.Store.LoadAsync(People.Person(1).Digits, null, default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_last_writers_number_is_settled_although_nobody_writes_after_it()
    {
        await using var stalled = await StalledWriter.BeginAsync(_ledger, Stall.AfterTheNumber, People.Person(1));
        (await _ledger.HighWater.LookAsync(default)).ShouldBe((LedgerPosition.Start, new LedgerPosition(1)));
        await stalled.CommitAsync();

        (await _ledger.HighWater.LookAsync(default)).Settled.ShouldBe(new LedgerPosition(1));
    }

    [Fact]
    public async Task The_high_water_rises_although_there_is_always_some_writer()
    {
        // Chained: each begins before the one before it ends, so that no look ever finds the table idle.
        var current = await StalledWriter.BeginAsync(_ledger, Stall.AfterTheFunction, People.Person(0));
        for (var number = 1; number <= 5; number++)
        {
            await _ledger.HighWater.LookAsync(default);
            var next = await StalledWriter.BeginAsync(_ledger, Stall.AfterTheFunction, People.Person(number));
            await current.CommitAsync();
            await current.DisposeAsync();
            current = next;
            (await _ledger.HighWater.LookAsync(default)).Settled.Value.ShouldBeGreaterThanOrEqualTo(number);
        }

        await current.DisposeAsync();
    }

    [Fact]
    public async Task A_question_above_a_stalled_writer_waits_and_is_answered_after_its_commit()
    {
        var iin = People.Person(1);
        await RecordAsync(2);
        await _ledger.Positions.TickAsync(default);
        await using var stalled = await StalledWriter.BeginAsync(_ledger, Stall.AfterTheNumber, iin);
        await RecordAsync(3);

        var question = _ledger.Positions.SettleAsync(At(3), default);
        var below = await _ledger.Positions.SettleAsync(At(1), default);
        await using var another = await OpenLedger.OpenAsync(_ledger.ConnectionString, Impatient);
        var impatient = await another.Positions.SettleAsync(At(3), default);
        var itself = await another.Positions.SettleAsync(At(2), default);

        below.ShouldBe(new Settlement.At(new(1)));
        impatient.ShouldBe(new Settlement.NotSettled());
        itself.ShouldBe(new Settlement.NotSettled());
        question.IsCompleted.ShouldBeFalse();
        await stalled.CommitAsync();
        (await question).ShouldBe(new Settlement.At(new(3)));
        (await _ledger.Store.LoadAsync(iin.Digits, new(3), default)).Count.ShouldBe(1);
        (await another.Positions.SettleAsync(At(3), default)).ShouldBe(new Settlement.At(new(3)));
    }

    [Fact]
    public async Task A_position_that_was_not_handed_out_is_ahead_and_not_waited_for()
    {
        (await _ledger.Positions.SettleAsync(At(0), default)).ShouldBe(new Settlement.At(LedgerPosition.Start));
        (await _ledger.Positions.SettleAsync(At(1), default)).ShouldBe(new Settlement.PositionAhead(new(0)));
        await RecordAsync(1, 2);
        await using var stalled = await StalledWriter.BeginAsync(_ledger, Stall.AfterTheNumber, People.Person(3));

        (await _ledger.Positions.SettleAsync(At(4), default)).ShouldBe(new Settlement.PositionAhead(new(3)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task No_writer_draws_a_number_before_it_holds_the_lock_that_a_look_waits_for(bool inABatch)
    {
        await using var connection = await _ledger.Database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var hold = new NpgsqlCommand("lock table ledger.mt_events in share mode", connection);
        await hold.ExecuteNonQueryAsync();

        var writing = inABatch ? (Task)_ledger.RecordManyAsync(People.Grant(1)) : _ledger.RecordAsync(People.Grant(1));
        await _ledger.BlockedAsync(1);

        (await _ledger.LastNumberAsync()).ShouldBe(0);
        await transaction.RollbackAsync();
        await writing;
        (await _ledger.LastNumberAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task Who_only_reads_or_waits_for_a_row_holds_nobody_up()
    {
        await RecordAsync(1);
        await using var reader = await _ledger.Database.OpenConnectionAsync();
        await using var reading = await reader.BeginTransactionAsync();
        await using var read = new NpgsqlCommand("select count(*) from ledger.mt_events", reader);
        await read.ExecuteScalarAsync();
        await using var batch = await _ledger.Store.BeginBatchAsync([People.Person(1).Digits], default);

        (await _ledger.HighWater.LookAsync(default)).Settled.ShouldBe(new LedgerPosition(1));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_follower_of_many_writers_sees_every_event_once_and_in_order(bool sameService)
    {
        const int Seed = 4711;
        await using var another = await OpenLedger.OpenAsync(_ledger.ConnectionString);
        var follower = new Follower(sameService ? _ledger : another);
        using var done = new CancellationTokenSource();
        var following = follower.RunAsync(done.Token);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(async () =>
        {
            var random = new Random(Seed + writer);
            for (var round = 0; round < 15; round++)
            {
                var person = (writer * 1_000) + (round * 20);
                switch (random.Next(4))
                {
                    case 0:
                        await _ledger.RecordManyAsync(Enumerable.Range(person, 20).Select(People.Grant));
                        break;
                    case 1:
                        // Numbers are drawn and given up.
                        await using (await StalledWriter.BeginAsync(_ledger, Stall.InABatch, People.Person(person)))
                        {
                            await RecordAsync(person + 1);
                        }

                        break;
                    default:
                        await RecordAsync(person, person + 1);
                        break;
                }
            }
        })));
        await done.CancelAsync();
        await following;

        var all = await _ledger.ColumnAsync<long>("select seq_id from ledger.mt_events order by seq_id");
        all.Count.ShouldBeLessThan((int)await _ledger.LastNumberAsync(), $"nothing was rolled back; seed {Seed}");
        follower.Steps.ShouldBeGreaterThan(5);
        follower.Positions.ShouldBe(all, $"seed {Seed}");
    }

    private async Task RecordAsync(params int[] people)
    {
        foreach (var person in people)
        {
            (await _ledger.RecordAsync(People.Grant(person))).ShouldBeOfType<RecordResult.Recorded>();
        }
    }

    private static AsOf.Position At(long position) => new(new LedgerPosition(position));
}
