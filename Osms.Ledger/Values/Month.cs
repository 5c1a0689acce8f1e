using System.Globalization;

namespace Osms.Ledger.Values;

/// <summary>A calendar month, written <c>yyyy-MM</c>. A payment is for exactly one month, its period.</summary>
public readonly record struct Month : IComparable<Month>
{
    /// <summary>The month number <paramref name="index"/> months after January of year 0.</summary>
    public Month(int index) => Index = index;

    /// <exception cref="ArgumentOutOfRangeException">No such month.</exception>
    public Month(int year, int month)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(year, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(year, 9999);
        ArgumentOutOfRangeException.ThrowIfLessThan(month, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(month, 12);
        Index = (year * 12) + month - 1;
    }

    /// <summary>Months since January of year 0: the difference of two is the number of months between them.</summary>
    public int Index { get; }

    public DateOnly FirstDay => new(Index / 12, (Index % 12) + 1, 1);

    public DateOnly LastDay => new(Index / 12, (Index % 12) + 1, DateTime.DaysInMonth(Index / 12, (Index % 12) + 1));

    public static Month Of(DateOnly day) => new((day.Year * 12) + day.Month - 1);

    /// <summary>Reads <c>yyyy-MM</c> and nothing else.</summary>
    public static bool TryParse(string? text, out Month month)
    {
        month = default;
        if (!DateOnly.TryParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return false;
        }

        month = Of(day);
        return true;
    }

    /// <summary>The same of ASCII.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out Month month)
    {
        month = default;
        if (text.Length != 7 || text[4] != '-' || !Digits.TryRead(text[..4], out var year)
            || !Digits.TryRead(text[5..], out var number) || year == 0 || number is 0 or > 12)
        {
            return false;
        }

        month = new Month(year, number);
        return true;
    }

    public static Month Parse(string text) =>
        TryParse(text, out var month) ? month : throw new FormatException($"'{text}' is not a month (yyyy-MM).");

    public static Month operator +(Month month, int months) => new(month.Index + months);

    public static Month operator -(Month month, int months) => new(month.Index - months);

    public static int operator -(Month left, Month right) => left.Index - right.Index;

    public static bool operator <(Month left, Month right) => left.Index < right.Index;

    public static bool operator >(Month left, Month right) => left.Index > right.Index;

    public static bool operator <=(Month left, Month right) => left.Index <= right.Index;

    public static bool operator >=(Month left, Month right) => left.Index >= right.Index;

    public int CompareTo(Month other) => Index.CompareTo(other.Index);

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Index / 12:D4}-{(Index % 12) + 1:D2}");
}
