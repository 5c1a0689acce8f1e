using System.Collections.Concurrent;
using Osms.Ledger.Store;
using Osms.Ledger.Tests.Ledger;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Store;

/// <summary>What an instant comes to, and that it comes to the same whenever and wherever it is asked.</summary>
public sealed class PositionClockTests : IAsyncLifetime
{
    private static readonly TimeSpan Microsecond = TimeSpan.FromMicroseconds(1);

    private OpenLedger _ledger = null!;

    public async Task InitializeAsync() => _ledger = await OpenLedger.CreateAsync();

    public async Task DisposeAsync() => await _ledger.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_event_is_known_at_its_own_time_and_not_a_microsecond_earlier(bool tickAfterEach)
    {
        for (var person = 1; person <= 4; person++)
        {
            await _ledger.RecordAsync(People.Grant(person));
            if (tickAfterEach)
            {
                await _ledger.Positions.TickAsync(default);
            }
        }

        foreach (var one in await EventsAsync())
        {
            (await PositionAsync(one.RecordedAt)).ShouldBe(one.Position.Value);
            (await PositionAsync(one.RecordedAt - Microsecond)).ShouldBe(one.Position.Value - 1);
        }
    }

    [Fact]
    public async Task A_batch_is_known_as_a_whole_at_its_time()
    {
        await _ledger.RecordAsync(People.Grant(0));
        await _ledger.RecordManyAsync(Enumerable.Range(1, 50).Select(People.Grant));

        var last = (await EventsAsync())[^1];
        (await PositionAsync(last.RecordedAt)).ShouldBe(51);
        (await PositionAsync(last.RecordedAt - Microsecond)).ShouldBe(1);
    }

    [Fact]
    public async Task Before_the_first_event_nothing_was_known()
    {
        await _ledger.RecordAsync(People.Grant(1));

        (await PositionAsync(DateTimeOffset.MinValue)).ShouldBe(0);
        (await PositionAsync((await EventsAsync())[0].RecordedAt.AddYears(-1))).ShouldBe(0);
    }

    [Fact]
    public async Task An_instant_that_has_not_come_is_ahead()
    {
        var ahead = await NowAsync() + TimeSpan.FromMinutes(1);

        (await _ledger.Positions.SettleAsync(new AsOf.Instant(ahead), default)).ShouldBe(new Settlement.InstantAhead());
    }

    [Fact]
    public async Task An_instant_answered_once_is_answered_the_same_after_more_events()
    {
        await _ledger.RecordAsync(People.Grant(1));
        var asked = await NowAsync();
        (await PositionAsync(asked)).ShouldBe(1);

        await _ledger.RecordAsync(People.Grant(2));
        await _ledger.RecordManyAsync(People.Grant(3), People.Grant(4));
        await _ledger.Positions.TickAsync(default);

        (await PositionAsync(asked)).ShouldBe(1);
        (await PositionAsync(await NowAsync())).ShouldBe(4);
    }

    [Theory]
    [InlineData(Stall.AfterTheNumber)]
    [InlineData(Stall.AfterTheFunction)]
    [InlineData(Stall.InABatch)]
    public async Task An_instant_is_not_answered_while_what_was_recorded_before_it_may_still_commit(Stall stall)
    {
        await using var impatient = await OpenLedger.OpenAsync(
            _ledger.ConnectionString, new LedgerOptions { SettlePatience = TimeSpan.FromMilliseconds(60) });
        await _ledger.RecordAsync(People.Grant(1));
        var before = await NowAsync();
        await PositionAsync(before);
        await using var stalled = await StalledWriter.BeginAsync(_ledger, stall, People.Person(2));
        await _ledger.RecordAsync(People.Grant(3));
        var asked = await NowAsync();

        (await impatient.Positions.SettleAsync(new AsOf.Instant(asked), default)).ShouldBe(new Settlement.NotSettled());
        (await PositionAsync(before)).ShouldBe(1);
        var question = PositionAsync(asked);
        await stalled.CommitAsync();

        (await question).ShouldBe(3);
        (await PositionAsync(before)).ShouldBe(1);
        (await impatient.Positions.SettleAsync(new AsOf.Instant(asked), default)).ShouldBe(new Settlement.At(new(3)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_event_that_says_it_is_older_than_an_answer_does_not_change_the_answer(bool laterOnesFirst)
    {
        await _ledger.RecordAsync(People.Grant(1));
        var older = await NowAsync();
        var asked = await NowAsync();
        (await PositionAsync(asked)).ShouldBe(1);

        // Another writer of these tables (or a clock put back) may give a time of its own.
        await using var stalled = await StalledWriter.BeginAsync(
            _ledger, Stall.AfterTheFunction, People.Person(2), older.UtcDateTime);
        if (laterOnesFirst)
        {
            await _ledger.RecordAsync(People.Grant(3));
            await _ledger.Positions.TickAsync(default);
        }

        await stalled.CommitAsync();
        await _ledger.Positions.TickAsync(default);

        (await PositionAsync(asked)).ShouldBe(1);
        (await PositionAsync(older)).ShouldBe(1);
        (await PositionAsync(await NowAsync())).ShouldBe(laterOnesFirst ? 3 : 2);
        await _ledger.ClockShouldAscendAsync();
    }

    [Fact]
    public async Task An_event_is_not_known_before_one_below_it_that_was_timed_later()
    {
        // A batch draws its numbers and then takes the time; somebody else may draw one in between.
        var later = await NowAsync() + TimeSpan.FromMinutes(1);
        await using var stalled = await StalledWriter.BeginAsync(
            _ledger, Stall.AfterTheNumber, People.Person(1), later.UtcDateTime);
        await _ledger.RecordAsync(People.Grant(2));
        await stalled.CommitAsync();
        await _ledger.Positions.TickAsync(default);

        (await PositionAsync((await EventsAsync())[1].RecordedAt)).ShouldBe(0);
        (await PositionAsync(later - Microsecond)).ShouldBe(0);
        (await PositionAsync(later)).ShouldBe(2);
    }

    [Fact]
    public async Task Two_services_agree_about_every_instant_while_many_write_and_ever_after()
    {
        const int Seed = 1609;
        await using var another = await OpenLedger.OpenAsync(_ledger.ConnectionString);
        OpenLedger[] services = [_ledger, another];
        var answers = new ConcurrentBag<(DateTimeOffset Instant, long Position)>();
        using var done = new CancellationTokenSource();
        var asking = services.Select((service, index) => Task.Run(async () =>
        {
            var random = new Random(Seed + index);
            while (!done.IsCancellationRequested)
            {
                var instant = await NowAsync() - TimeSpan.FromMicroseconds(random.Next(20_000));
                answers.Add((instant, await PositionAsync(instant, service)));
                await service.Positions.TickAsync(default);
            }
        })).ToList();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(writer => Task.Run(async () =>
        {
            for (var round = 0; round < 20; round++)
            {
                var person = (writer * 1_000) + (round * 10);
                var commands = Enumerable.Range(person, writer == 0 ? 10 : 1).Select(People.Grant).ToList();
                await (writer == 0
                    ? services[round % 2].RecordManyAsync(commands)
                    : (Task)services[round % 2].RecordAsync(commands[0]));
            }
        })));
        await done.CancelAsync();
        await Task.WhenAll(asking);

        answers.Count.ShouldBeGreaterThan(10);
        var events = await EventsAsync();
        foreach (var (instant, position) in answers)
        {
            (await PositionAsync(instant)).ShouldBe(position, $"seed {Seed}, {instant:O}");
            (await PositionAsync(instant, another)).ShouldBe(position, $"seed {Seed}, {instant:O}");
            events.Where(e => e.Position.Value <= position).ShouldAllBe(e => e.RecordedAt <= instant);
        }

        answers.OrderBy(a => a.Instant).Select(a => a.Position).ShouldBeInOrder();
        (await PositionAsync(await NowAsync())).ShouldBe(events[^1].Position.Value);
        await _ledger.ClockShouldAscendAsync();
    }

    private async Task<long> PositionAsync(DateTimeOffset instant, OpenLedger? service = null)
    {
        var settled = await (service ?? _ledger).Positions.SettleAsync(new AsOf.Instant(instant), default);
        return settled.ShouldBeOfType<Settlement.At>().Position.Value;
    }

    private async Task<DateTimeOffset> NowAsync() =>
        new(await _ledger.ScalarAsync<DateTime>("select clock_timestamp()"), TimeSpan.Zero);

    private async Task<List<StoredEvent>> EventsAsync()
    {
        var events = new List<StoredEvent>();
        await foreach (var one in _ledger.Store.ReadAsync(LedgerPosition.Start, new(long.MaxValue), default))
        {
            events.Add(one);
        }

        return events;
    }
}

/// <summary>What holds of every clock of positions.</summary>
internal static class ClockChecks
{
    /// <summary>Time and position only ever grow, and no event is known before its own time.</summary>
    internal static async Task ClockShouldAscendAsync(this OpenLedger ledger)
    {
        var positions = await ledger.ColumnAsync<long>("select position from ledger.position_clock order by at");
        positions.ShouldBe(positions.Distinct().Order());
        var early = await ledger.ColumnAsync<long>("""
            select e.seq_id from ledger.mt_events e
            where e.timestamp > (select min(c.at) from ledger.position_clock c where c.position >= e.seq_id)
            """);
        early.ShouldBeEmpty();
    }
}
