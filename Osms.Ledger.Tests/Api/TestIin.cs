using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Api;

/// <summary>Valid IINs of people who do not exist.</summary>
internal static class TestIin
{
    private const int Century1900 = 4;
    private const int Century2000 = 6;

    /// <summary>Of somebody born on a day; another number, another person.</summary>
    internal static string Born(DateOnly day, int number = 1) =>
        Of($"{day:yyMMdd}{(day.Year < 2000 ? Century1900 : Century2000)}", number);

    /// <summary>Of a grown-up for whom only the number counts.</summary>
    internal static string Grown(int number) => Born(new DateOnly(1985, 4, 12), number);

    /// <summary>Of a foreigner, whose birth century is not known.</summary>
    internal static string Foreigner(int number = 1) => Of("8504120", number);

    private static string Of(string birth, int number)
    {
        // Serial numbers for which there is no control digit were never given out.
        for (var serial = (number * 7) % 10_000; ; serial++)
        {
            var eleven = $"{birth}{serial:D4}";
            if (Iin.ControlDigit(eleven) is { } control)
            {
                return $"{eleven}{control}";
            }
        }
    }
}
