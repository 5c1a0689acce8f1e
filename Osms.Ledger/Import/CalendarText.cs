using Osms.Ledger.Values;

namespace Osms.Ledger.Import;

/// <summary>Days and months as they are written in files: yyyy-MM-dd and yyyy-MM, ASCII digits only.</summary>
internal static class CalendarText
{
    private const int MonthLength = 7;
    private const int DayLength = 10;

    internal static bool TryDay(ReadOnlySpan<byte> text, out DateOnly day)
    {
        day = default;
        if (text.Length != DayLength || text[MonthLength] != '-' || !TryMonth(text[..MonthLength], out var month)
            || !TryNumber(text[(MonthLength + 1)..], out var number)
            || number < 1 || number > month.LastDay.Day)
        {
            return false;
        }

        day = month.FirstDay.AddDays(number - 1);
        return true;
    }

    internal static bool TryMonth(ReadOnlySpan<byte> text, out Month month)
    {
        month = default;
        if (text.Length != MonthLength || text[4] != '-'
            || !TryNumber(text[..4], out var year) || !TryNumber(text[5..], out var number)
            || year < 1 || number is < 1 or > 12)
        {
            return false;
        }

        month = Month.Of(new DateOnly(year, number, 1));
        return true;
    }

    private static bool TryNumber(ReadOnlySpan<byte> digits, out int number)
    {
        number = 0;
        foreach (var digit in digits)
        {
            if (digit is < (byte)'0' or > (byte)'9')
            {
                return false;
            }

            number = (number * 10) + digit - '0';
        }

        return true;
    }
}
