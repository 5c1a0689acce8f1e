using Npgsql;
using Osms.Ledger.Store;
using Osms.Ledger.Tests.Ledger;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Store;

/// <summary>
/// The server's clock is set back by an hour and later right again: times of events go back, what was known when does
/// not.
/// </summary>
public sealed class ClockSetBackTests : IAsyncLifetime
{
    private OpenLedger _plain = null!;
    private OpenLedger _ledger = null!;

    public async Task InitializeAsync()
    {
        _plain = await OpenLedger.CreateAsync();
        await _plain.ExecuteAsync("""
            create schema fake;
            create table fake.shift (by interval not null);
            insert into fake.shift values ('0');
            create function fake.clock_timestamp() returns timestamptz language sql volatile
            as 'select pg_catalog.clock_timestamp() + by from fake.shift'
            """);
        _ledger = await OpenLedger.OpenAsync(new NpgsqlConnectionStringBuilder(_plain.ConnectionString)
        {
            SearchPath = "fake, pg_catalog",
        }.ConnectionString);
    }

    public async Task DisposeAsync()
    {
        await _ledger.DisposeAsync();
        await _plain.DisposeAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_an_instant_came_to_stays_when_the_clock_is_set_back(bool tick)
    {
        await _ledger.RecordAsync(People.Grant(1));
        var asked = await NowAsync();
        (await PositionAsync(asked)).ShouldBe(1);

        await SetAsync("-1 hour");
        await RecordAsync(tick, People.Grant(2));
        await _ledger.RecordManyAsync(People.Grant(3), People.Grant(4));
        await RecordAsync(tick, People.Grant(5));

        var times = await _ledger.ColumnAsync<DateTime>("select timestamp from ledger.mt_events order by seq_id");
        times[1].ShouldBeLessThan(times[0]);
        var between = await NowAsync();
        (await PositionAsync(between)).ShouldBe(0);
        (await PositionAsync(Of(times[1]))).ShouldBe(0);
        (await PositionAsync(Of(times[0]))).ShouldBe(1);
        (await PositionAsync(asked)).ShouldBe(1);
        (await _ledger.Positions.SettleAsync(new AsOf.Instant(asked.AddMinutes(30)), default))
            .ShouldBe(new Settlement.InstantAhead());

        await SetAsync("0");
        await RecordAsync(tick, People.Grant(6));

        (await PositionAsync(await NowAsync())).ShouldBe(6);
        (await PositionAsync(between)).ShouldBe(0);
        (await PositionAsync(Of(times[0]))).ShouldBe(1);
        (await PositionAsync(asked)).ShouldBe(1);
        await _plain.ClockShouldAscendAsync();
    }

    [Fact]
    public async Task Answers_given_at_every_moment_of_it_are_given_ever_after()
    {
        var answers = new List<(DateTimeOffset Instant, long Position)>();
        string[] shifts = ["0", "-2 seconds", "-1 hour", "-59 minutes", "-1 second", "0", "3 seconds", "0"];
        for (var step = 0; step < shifts.Length; step++)
        {
            await SetAsync(shifts[step]);
            await RecordAsync(tick: step % 2 == 0, People.Grant(step));
            var now = await NowAsync();
            answers.Add((now, await PositionAsync(now)));
            answers.Add((now.AddMilliseconds(-500), await PositionAsync(now.AddMilliseconds(-500))));
        }

        foreach (var (instant, position) in answers)
        {
            (await PositionAsync(instant)).ShouldBe(position, $"{instant:O}");
        }

        answers.OrderBy(a => a.Instant).Select(a => a.Position).ShouldBeInOrder();
        await _plain.ClockShouldAscendAsync();
    }

    private Task SetAsync(string shift) => _plain.ExecuteAsync($"update fake.shift set by = '{shift}'");

    private async Task RecordAsync(bool tick, Osms.Ledger.Insured.InsuredCommand command)
    {
        (await _ledger.RecordAsync(command)).ShouldBeOfType<RecordResult.Recorded>();
        if (tick)
        {
            await _ledger.Positions.TickAsync(default);
        }
    }

    private async Task<long> PositionAsync(DateTimeOffset instant)
    {
        var settled = await _ledger.Positions.SettleAsync(new AsOf.Instant(instant), default);
        return settled.ShouldBeOfType<Settlement.At>().Position.Value;
    }

    private async Task<DateTimeOffset> NowAsync() =>
        Of(await _ledger.ScalarAsync<DateTime>("select clock_timestamp()"));

    private static DateTimeOffset Of(DateTime utc) => new(utc, TimeSpan.Zero);
}
