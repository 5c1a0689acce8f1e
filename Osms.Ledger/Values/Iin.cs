using System.Globalization;

namespace Osms.Ledger.Values;

/// <summary>
/// Individual identification number (ИИН, ЖСН): 12 digits, valid by birth date, century digit and control digit.
/// <see cref="ToString"/> is masked so that no message can leak it; <see cref="Digits"/> is the number itself.
/// </summary>
public readonly record struct Iin : IComparable<Iin>
{
    private const int Length = 12;
    private readonly string? _digits;

    private Iin(string digits, DateOnly? birthDate)
    {
        _digits = digits;
        BirthDate = birthDate;
    }

    /// <summary>The 12 digits. For streams and answers, never for logs.</summary>
    public string Digits => _digits ?? throw new InvalidOperationException("An IIN is made by TryParse.");

    /// <summary>The digits as one number, which sorts as they do.</summary>
    public long Number => long.Parse(Digits, NumberStyles.None, CultureInfo.InvariantCulture);

    /// <summary>Birth date; null when the 7th digit is 0 and the century is therefore unknown.</summary>
    public DateOnly? BirthDate { get; }

    /// <summary>The 7th digit is 0: a foreigner, whose birth century the number does not tell.</summary>
    public bool IsForeigner => BirthDate is null;

    /// <summary>First day of being 18: the same day 18 years later, 1 March for those born on 29 February.</summary>
    public DateOnly? EighteenthBirthday => BirthDate is { } born ? Anniversary(born, 18) : null;

    /// <summary>
    /// Reads an IIN; false when it is not 12 ASCII digits, or date, century or control digit are wrong.
    /// </summary>
    public static bool TryParse(string? text, out Iin iin)
    {
        iin = default;
        if (text is not { Length: Length } || !text.AsSpan().IsAllDigits() || !HasControlDigit(text))
        {
            return false;
        }

        var centuryDigit = text[6] - '0';
        var month = Pair(text, 2);
        var day = Pair(text, 4);
        if (centuryDigit == 0)
        {
            // The year is unknown: 29 February may be real, so a leap year decides.
            if (!IsDate(2000, month, day))
            {
                return false;
            }

            iin = new Iin(text, null);
            return true;
        }

        if (centuryDigit > 6)
        {
            return false;
        }

        var year = 1800 + ((centuryDigit - 1) / 2 * 100) + Pair(text, 0);
        if (!IsDate(year, month, day))
        {
            return false;
        }

        iin = new Iin(text, new DateOnly(year, month, day));
        return true;
    }

    /// <summary>Reads an IIN that is known to be valid; throws <see cref="FormatException"/> otherwise.</summary>
    public static Iin Parse(string text) =>
        TryParse(text, out var iin) ? iin : throw new FormatException($"{Mask(text)} is not a valid IIN.");

    /// <summary>The control digit for the first 11 digits; null when no IIN can begin with them.</summary>
    public static int? ControlDigit(ReadOnlySpan<char> elevenDigits)
    {
        var first = 0;
        var second = 0;
        for (var i = 0; i < Length - 1; i++)
        {
            var digit = elevenDigits[i] - '0';
            first += digit * (i + 1);
            // Second try: weights 3,4,…,11,1,2.
            second += digit * (((i + 2) % 11) + 1);
        }

        var control = first % 11;
        if (control == 10)
        {
            control = second % 11;
        }

        return control == 10 ? null : control;
    }

    /// <summary>First two and last digit, the rest starred: enough to tell two people apart in a log.</summary>
    public static string Mask(string? text) =>
        text is { Length: > 3 } ? $"{text[..2]}{new string('*', text.Length - 3)}{text[^1]}" : "***";

    public int CompareTo(Iin other) => string.CompareOrdinal(_digits, other._digits);

    public override string ToString() => Mask(_digits);

    private static DateOnly Anniversary(DateOnly born, int years) =>
        born is { Month: 2, Day: 29 } && !DateTime.IsLeapYear(born.Year + years)
            ? new DateOnly(born.Year + years, 3, 1)
            : born.AddYears(years);

    private static bool HasControlDigit(string text) => ControlDigit(text) == text[^1] - '0';

    private static bool IsDate(int year, int month, int day) =>
        month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month);

    private static int Pair(string text, int at) =>
        int.Parse(text.AsSpan(at, 2), NumberStyles.None, CultureInfo.InvariantCulture);
}
