using System.Globalization;
using Osms.Ledger.Coverage;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Coverage;

/// <summary>A band changes on the birthday, and is told from the digits of an IIN as from the birth date.</summary>
public sealed class AgeBandsTests
{
    [Theory]
    [InlineData("2008-11-22", "2026-11-21", "6-17")]
    [InlineData("2008-11-22", "2026-11-22", "18-29")]
    [InlineData("2008-02-29", "2026-02-28", "6-17")]
    [InlineData("2008-02-29", "2026-03-01", "18-29")]
    [InlineData("2008-02-28", "2026-02-28", "18-29")]
    [InlineData("1961-02-28", "2024-02-29", "63+")]
    [InlineData("1961-03-01", "2024-02-29", "45-62")]
    [InlineData("2026-11-22", "2026-11-22", "0-5")]
    [InlineData("2026-11-23", "2026-11-22", "not-born")]
    [InlineData("1826-11-22", "9999-12-31", "63+")]
    [InlineData("1826-11-22", "0001-01-01", "not-born")]
    public void The_band_changes_on_the_birthday(string born, string on, string band) =>
        new AgeBands(Day(on)).Of(Day(born)).ShouldBe(band);

    [Fact]
    public void Without_a_birth_century_the_age_is_unknown() =>
        new AgeBands(Day("2026-11-22")).Of(null).ShouldBe("unknown");

    [Fact]
    public void The_digits_of_an_IIN_say_the_same_as_the_birth_date()
    {
        const int Seed = 12;
        var random = new Random(Seed);
        string[] fixedDays = ["2024-02-29", "2026-02-28", "2000-01-01", "1999-12-31", "0001-01-01", "9999-12-31"];
        var days = fixedDays.Select(Day)
            .Concat(Enumerable.Range(0, 30).Select(_ => new DateOnly(1900, 1, 1).AddDays(random.Next(60_000))));
        foreach (var on in days)
        {
            var bands = new AgeBands(on);
            bands.Cuts.ShouldBe(bands.Cuts.Order(StringComparer.Ordinal));
            foreach (var born in Births(on, random))
            {
                var digit = ((born.Year / 100) - 18) * 2 + 1;
                var digits = born.ToString("yyMMdd", CultureInfo.InvariantCulture) + $"{digit}00000";
                var cutsBelow = bands.Cuts.Count(cut => string.CompareOrdinal(cut, digits) <= 0);

                bands.Of(digit, cutsBelow).ShouldBe(bands.Of(born), $"born {born:O}, on {on:O}, seed {Seed}");
                bands.Of(0, cutsBelow).ShouldBe("unknown");
            }
        }
    }

    // Around every birthday that matters, and any.
    private static IEnumerable<DateOnly> Births(DateOnly on, Random random) =>
        new[] { 0, 6, 18, 30, 45, 63 }.SelectMany(age => new[] { -1, 0, 1 }.Select(days => (age, days)))
            .Where(near => on.Year - near.age is > 1800 and < 2099)
            .Select(near => on.AddYears(-near.age).AddDays(near.days))
            .Concat(Enumerable.Range(0, 40).Select(_ => new DateOnly(1800, 1, 1).AddDays(random.Next(109_000))))
            .Where(born => born.Year is >= 1800 and <= 2099);

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
