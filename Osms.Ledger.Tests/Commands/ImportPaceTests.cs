using Osms.Ledger.Api.Commands;

namespace Osms.Ledger.Tests.Commands;

public sealed class ImportPaceTests
{
    private readonly StoppedWatch _clock = new();

    [Fact]
    public void A_file_has_a_pace_a_part_done_and_a_time_left()
    {
        var pace = new ImportPace(_clock);
        pace.Move(new ImportProgress(0, 0, 4_000));
        _clock.Seconds += 2;
        pace.Move(new ImportProgress(50_000, 1_000, 4_000));

        (pace.Rows, pace.Percent, pace.Left).ShouldBe(("50,000 rows, 25,000/s", 25, TimeSpan.FromSeconds(6)));
    }

    [Fact]
    public void What_an_earlier_attempt_read_is_done_but_no_pace()
    {
        var pace = new ImportPace(_clock);
        pace.Move(new ImportProgress(50_000, 2_000, 4_000));
        pace.Left.ShouldBeNull();
        _clock.Seconds += 10;
        pace.Move(new ImportProgress(51_000, 2_100, 4_000));

        (pace.Rows, pace.Percent, pace.Left).ShouldBe(("51,000 rows, 100/s", 52, TimeSpan.FromSeconds(190)));
    }

    private sealed class StoppedWatch : TimeProvider
    {
        internal long Seconds { get; set; }

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Seconds;
    }
}
