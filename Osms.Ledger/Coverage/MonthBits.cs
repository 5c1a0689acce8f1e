using Osms.Ledger.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Coverage;

/// <summary>Months as they are counted here: 0 is January 2020, the first month of OSMS.</summary>
internal static class MonthNumber
{
    private static readonly int Base = Month.Of(RuleBook.Beginning).Index;

    internal static readonly int Last = Of(Month.Of(DateOnly.MaxValue));

    // A century; what lies beyond is seldom asked for.
    private static readonly DateOnly[] FirstDays =
        [.. Enumerable.Range(0, 1_200).Select(number => ToMonth(number).FirstDay)];

    internal static int Of(Month month) => month.Index - Base;

    /// <summary>The first day of a month; after the last month of the calendar its last day.</summary>
    internal static DateOnly FirstDay(int number)
    {
        if (number < FirstDays.Length)
        {
            return FirstDays[number];
        }

        return number > Last ? DateOnly.MaxValue : ToMonth(number).FirstDay;
    }

    internal static Month ToMonth(int number) => new(number + Base);
}

/// <summary>A bit for each month, read in windows of up to 64 months that end with a given one.</summary>
internal readonly struct MonthBits
{
    // Windows reach back before January 2020, where no month has a bit.
    private const int Padding = 128;
    private readonly ulong[] _words;

    private MonthBits(int words) => _words = new ulong[words];

    /// <summary>No bit is set; the memory is used again where it is enough.</summary>
    /// <param name="months">Bits are kept for months 0 to <paramref name="months"/> − 1.</param>
    internal MonthBits Cleared(int months)
    {
        var words = ((months + Padding) >> 6) + 1;
        if (_words is null || _words.Length < words)
        {
            return new MonthBits(words);
        }

        Array.Clear(_words, 0, words);
        return this;
    }

    internal void Set(int month) => _words[(month + Padding) >> 6] |= 1UL << ((month + Padding) & 63);

    internal void Clear(int month) => _words[(month + Padding) >> 6] &= ~(1UL << ((month + Padding) & 63));

    internal bool this[int month] => (_words[(month + Padding) >> 6] >> ((month + Padding) & 63) & 1) != 0;

    /// <summary>Sets <paramref name="from"/> to <paramref name="until"/> − 1.</summary>
    internal void SetRange(int from, int until)
    {
        for (var month = from; month < until; month++)
        {
            if (((month + Padding) & 63) == 0 && month + 64 <= until)
            {
                _words[(month + Padding) >> 6] = ulong.MaxValue;
                month += 63;
            }
            else
            {
                Set(month);
            }
        }
    }

    /// <summary>
    /// The 64 months that end with <paramref name="month"/>: bit 63 is that month, bit 63 − k is k months before.
    /// </summary>
    internal ulong EndingWith(int month)
    {
        var at = month + Padding;
        var word = at >> 6;
        var shift = 63 - (at & 63);
        return shift == 0 ? _words[word] : (_words[word] << shift) | (_words[word - 1] >> (64 - shift));
    }
}
