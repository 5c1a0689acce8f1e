using System.Globalization;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Values;

public sealed class CivilDayTests
{
    [Theory]
    [InlineData("2026-11-22T18:59:59Z", "2026-11-22")]
    [InlineData("2026-11-22T19:00:00Z", "2026-11-23")]
    [InlineData("2026-11-23T00:00:00+05:00", "2026-11-23")]
    [InlineData("2026-11-22T23:59:59-11:00", "2026-11-23")]
    // Until the end of February 2024 most of the country was an hour further on.
    [InlineData("2024-02-28T17:59:59Z", "2024-02-28")]
    [InlineData("2024-02-28T18:00:00Z", "2024-02-29")]
    [InlineData("2024-02-29T18:30:00Z", "2024-02-29")]
    [InlineData("2024-02-29T19:00:00Z", "2024-03-01")]
    public void An_instant_lies_on_the_civil_day_of_Kazakhstan(string instant, string day) =>
        CivilDay.In(DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture))
            .ShouldBe(DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture));
}
