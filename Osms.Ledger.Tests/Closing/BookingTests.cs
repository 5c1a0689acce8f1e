using Osms.Ledger.Closing;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Closing;

/// <summary>In which month a change is booked: in one and only one, whatever is closed and opened when.</summary>
public sealed class BookingTests
{
    private static readonly Month January = new(2026, 1);
    private static readonly Month February = new(2026, 2);
    private static readonly Month March = new(2026, 3);
    private static readonly Month April = new(2026, 4);

    // January ends at 100, February at 200, and so on.
    private static readonly RecordingMonths Recorded = new(
        MonthStream.First, Enumerable.Range(0, 120).Select(n => At(Math.Max(0, (n - 71) * 100))));

    [Theory]
    [InlineData(1, "2026-01")]
    [InlineData(100, "2026-01")]
    [InlineData(101, "2026-02")]
    [InlineData(250, "2026-03")]
    public void A_position_was_recorded_in_one_calendar_month(int position, string month) =>
        Recorded.Of(At(position)).ToString().ShouldBe(month);

    [Fact]
    public void Months_in_which_nothing_was_recorded_have_no_positions()
    {
        var recorded = new RecordingMonths(January, [At(100), At(100), At(150)]);

        recorded.Of(At(100)).ShouldBe(January);
        recorded.Of(At(101)).ShouldBe(March);
        recorded.Of(At(151)).ShouldBe(April);
    }

    [Fact]
    public void What_is_recorded_before_the_closing_is_booked_in_its_month_and_later_in_the_month_of_the_day()
    {
        var bookings = new Bookings(new Closings([Close(February, 250)]), Recorded);

        bookings.Of(February, At(250)).ShouldBe(February);
        bookings.Of(February, At(251)).ShouldBe(March);
        bookings.Of(February, At(301)).ShouldBe(April);
        bookings.Of(January, At(301)).ShouldBe(January);
    }

    [Fact]
    public void A_month_that_is_closed_too_is_passed_over()
    {
        var bookings = new Bookings(new Closings([Close(February, 310), Close(March, 350)]), Recorded);

        bookings.Of(February, At(360)).ShouldBe(April);

        // Recorded in April, but as long as April is closed as well it is the first month that is open.
        new Bookings(
            new Closings([Close(February, 310), Close(April, 420)]), Recorded).Of(February, At(430))
            .ShouldBe(new Month(2026, 5));
    }

    [Fact]
    public void A_month_that_is_opened_again_takes_what_comes_from_then_on_and_what_was_booked_elsewhere_stays()
    {
        var bookings = new Bookings(
            new Closings([Close(February, 210), Reopen(February, 230), Close(February, 260)]), Recorded);

        bookings.Of(February, At(230)).ShouldBe(March);
        bookings.Of(February, At(231)).ShouldBe(February);
        bookings.Of(February, At(261)).ShouldBe(March);
        bookings.In(February, At(300)).ShouldBe(
            [new BookedRange(February, At(0), At(210)), new BookedRange(February, At(230), At(260))]);
        bookings.In(March, At(300)).ShouldBe(
        [
            new BookedRange(February, At(210), At(230)), new BookedRange(February, At(260), At(300)),
            new BookedRange(March, At(0), At(300)),
        ]);
    }

    [Fact]
    public void Closed_and_opened_at_the_same_position_is_open()
    {
        var bookings = new Bookings(new Closings([Close(February, 210), Reopen(February, 210)]), Recorded);

        bookings.In(February, At(300)).ShouldBe([new BookedRange(February, At(0), At(300))]);
    }

    [Fact]
    public void Every_change_is_booked_in_exactly_one_month_and_nothing_moves_once_a_month_is_closed()
    {
        for (var seed = 1; seed <= 40; seed++)
        {
            var (steps, last) = RandomSteps(seed);
            var bookings = new Bookings(new Closings(steps), Recorded);
            Month[] all = [.. Enumerable.Range(0, 18).Select(n => new Month(2025, 10) + n)];
            foreach (var month in all)
            {
                var ranges = all.SelectMany(booked => bookings.In(booked, At(last))
                    .Where(range => range.Month == month)
                    .Select(range => (Booked: booked, range.After, range.Through))).OrderBy(r => r.After).ToList();

                // From the first position to the last, without a gap and without an overlap.
                ranges[0].After.ShouldBe(At(0), $"seed {seed}");
                ranges[^1].Through.ShouldBe(At(last), $"seed {seed}");
                ranges.Zip(ranges.Skip(1)).ShouldAllBe(pair => pair.First.Through == pair.Second.After, $"seed {seed}");
                foreach (var (booked, after, through) in ranges)
                {
                    foreach (var at in (long[])[after.Value + 1, through.Value])
                    {
                        bookings.Of(month, At(at)).ShouldBe(booked, $"seed {seed}, {month} at {at}");
                    }
                }
            }

            for (var count = 1; count <= steps.Count; count++)
            {
                if (steps[count - 1] is { Event: MonthEvent.MonthClosed closed } step)
                {
                    new Bookings(new Closings(steps.Take(count)), Recorded).In(step.Month, closed.Position)
                        .ShouldBe(bookings.In(step.Month, closed.Position), $"seed {seed}, {step}");
                }
            }
        }
    }

    [Fact]
    public void Control_closings_whose_positions_go_back_would_move_what_is_frozen()
    {
        MonthStep[] back = [Close(April, 390), Close(February, 320)];

        new Bookings(new Closings(back), Recorded).In(April, At(390)).ShouldNotBe(
            new Bookings(new Closings(back.Take(1)), Recorded).In(April, At(390)));
    }

    private static (List<MonthStep> Steps, int Last) RandomSteps(int seed)
    {
        var random = new Random(seed);
        var position = 0;
        var steps = new List<MonthStep>();
        for (var i = random.Next(1, 25); i > 0; i--)
        {
            position += random.Next(3) == 0 ? 0 : random.Next(120);
            var month = January + random.Next(-2, 8);
            var isClosed = new Closings(steps).Standing(month) is not null;
            steps.Add(isClosed ? Reopen(month, position, i) : Close(month, position, i));
        }

        return (steps, position + random.Next(1, 400));
    }

    private static MonthStep Close(Month month, long position, int number = 0) =>
        Step(month, new MonthEvent.MonthClosed(At(position), "rules", "{}"), number);

    private static MonthStep Reopen(Month month, long position, int number = 0) =>
        Step(month, new MonthEvent.MonthReopened(At(position), "a reason"), number);

    // Steps of one test are recorded in the order in which they are given.
    private static MonthStep Step(Month month, MonthEvent happened, int number) =>
        new(month, 1, happened, At(10_000 - number), default, null);

    private static LedgerPosition At(long position) => new(position);
}
