using System.Globalization;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Naive;

/// <summary>Valid IINs of people whose birth matters: about to be 18, newborn, born on 29 February.</summary>
internal static class RandomIin
{
    internal static Iin Next(Random random) => random.Next(100) switch
    {
        < 40 => Of(random, AnyDay(random, new DateOnly(1940, 1, 1), new DateOnly(2001, 12, 31))),
        < 62 => Of(random, AnyDay(random, new DateOnly(2001, 6, 1), new DateOnly(2010, 6, 30))),
        < 72 => Of(random, AnyDay(random, new DateOnly(2019, 6, 1), new DateOnly(2028, 6, 30))),
        < 78 => Of(random, new DateOnly(2004 + (4 * random.Next(2)), 2, 29)),
        < 81 => Of(random, new DateOnly(2002 + random.Next(8), random.Next(1, 13), 1)),
        < 84 => Of(random, AnyDay(random, new DateOnly(1870, 1, 1), new DateOnly(1899, 12, 31))),
        < 86 => Of(random, new DateOnly(2000 + (4 * random.Next(7)), 2, 29)),
        < 87 => Of(random, AnyDay(random, new DateOnly(2040, 1, 1), new DateOnly(2099, 12, 31))),
        _ => Of(random, AnyDay(random, new DateOnly(1950, 1, 1), new DateOnly(2004, 12, 31)), century: 0),
    };

    private static Iin Of(Random random, DateOnly born, int? century = null)
    {
        var seventh = century ?? (((born.Year - 1800) / 100 * 2) + random.Next(1, 3));
        while (true)
        {
            var eleven = string.Create(CultureInfo.InvariantCulture, $"{born:yyMMdd}{seventh}{random.Next(10_000):D4}");
            var first = Control(eleven, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
            if ((first ?? Control(eleven, [3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2])) is { } control)
            {
                return Iin.Parse($"{eleven}{control}");
            }
        }
    }

    private static int? Control(string eleven, int[] weights)
    {
        var rest = eleven.Select((digit, i) => (digit - '0') * weights[i]).Sum() % 11;
        return rest == 10 ? null : rest;
    }

    private static DateOnly AnyDay(Random random, DateOnly first, DateOnly last) =>
        first.AddDays(random.Next(last.DayNumber - first.DayNumber + 1));
}
