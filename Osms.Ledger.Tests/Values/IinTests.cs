using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Values;

/// <summary>The number of a person: birth date, century and sex, serial number, control digit.</summary>
public sealed class IinTests
{
    [Theory]
    // 1·9 + 4·5 + 6·4 + 7·3 + 11·1 = 85, and 85 mod 11 = 8.
    [InlineData("900504300018", "1990-05-04")]
    [InlineData("900504400004", "1990-05-04")]
    [InlineData("120504500007", "2012-05-04")]
    [InlineData("120504600003", "2012-05-04")]
    [InlineData("990504100001", "1899-05-04")]
    [InlineData("990504200008", "1899-05-04")]
    [InlineData("000229500008", "2000-02-29")]
    [InlineData("880229300007", "1988-02-29")]
    [InlineData("080229600009", "2008-02-29")]
    public void The_first_six_digits_and_the_century_digit_tell_the_birth_date(string digits, string born)
    {
        var iin = Parsed(digits);
        iin.BirthDate.ShouldBe(Day(born));
        iin.IsForeigner.ShouldBeFalse();
        iin.Digits.ShouldBe(digits);
    }

    [Theory]
    [InlineData("900504000009")]
    [InlineData("900229000004")]
    [InlineData("000229000006")]
    public void With_7th_digit_0_the_century_is_unknown_and_29_February_always_possible(string digits)
    {
        var iin = Parsed(digits);
        iin.IsForeigner.ShouldBeTrue();
        iin.BirthDate.ShouldBeNull();
        iin.EighteenthBirthday.ShouldBeNull();
    }

    [Theory]
    [InlineData("900504300904")]
    [InlineData("900504400509")]
    [InlineData("120504500805")]
    [InlineData("900504001809")]
    public void When_the_first_pass_gives_10_the_second_weights_decide(string digits)
    {
        FirstPass(digits).ShouldBe(10);
        Parsed(digits).Digits.ShouldBe(digits);
    }

    [Theory]
    [InlineData("90050430093")]
    [InlineData("90050440056")]
    [InlineData("12050450088")]
    [InlineData("90050400186")]
    public void When_both_passes_give_10_the_number_does_not_exist(string eleven)
    {
        Iin.ControlDigit(eleven).ShouldBeNull();
        for (var last = 0; last <= 9; last++)
        {
            Iin.TryParse($"{eleven}{last}", out _).ShouldBeFalse();
        }
    }

    [Theory]
    [InlineData("900504300018", 8)]
    [InlineData("900504300904", 4)]
    public void Of_the_ten_last_digits_one_is_right(string digits, int right)
    {
        for (var last = 0; last <= 9; last++)
        {
            Iin.TryParse($"{digits[..11]}{last}", out _).ShouldBe(last == right);
        }
    }

    [Theory]
    [InlineData("900504700003")]
    [InlineData("900504800109")]
    [InlineData("900504900006")]
    public void There_is_no_7th_digit_7_8_or_9(string digits) => RefusedThoughItsControlDigitIsRight(digits);

    [Theory]
    [InlineData("900229300003")] // 1990 was no leap year
    [InlineData("900229500006")] // nor will 2090 be
    [InlineData("000229300005")] // nor was 1900
    [InlineData("000229100002")] // nor was 1800
    [InlineData("900230000109")] // no 30 February in any century
    [InlineData("901301000008")] // no 13th month
    [InlineData("900001000004")] // no month 0
    [InlineData("900500000007")] // no day 0
    [InlineData("900431000002")] // no 31 April
    [InlineData("000300500003")] // no day 0 of March 2000
    public void There_is_no_such_date(string digits) => RefusedThoughItsControlDigitIsRight(digits);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("90050430001")]
    [InlineData("9005043000180")]
    [InlineData(" 900504300018")]
    [InlineData("90050430001 ")]
    [InlineData("90050430001x")]
    [InlineData("-90050430018")]
    [InlineData("٩٠٠٥٠٤٣٠٠٠١٨")]
    public void Anything_but_twelve_digits_is_no_number(string? text) => Iin.TryParse(text, out _).ShouldBeFalse();

    [Theory]
    [InlineData("120504500007", "2030-05-04")]
    [InlineData("900504300018", "2008-05-04")]
    [InlineData("880229300007", "2006-03-01")]
    [InlineData("080229600009", "2026-03-01")]
    public void The_18th_birthday_is_18_years_later_and_1_March_for_29_February(string digits, string adult) =>
        Parsed(digits).EighteenthBirthday.ShouldBe(Day(adult));

    private static void RefusedThoughItsControlDigitIsRight(string digits)
    {
        Iin.ControlDigit(digits.AsSpan(0, 11)).ShouldBe(digits[11] - '0');
        Iin.TryParse(digits, out _).ShouldBeFalse();
    }

    private static int FirstPass(string digits) => Enumerable.Range(1, 11).Sum(i => i * (digits[i - 1] - '0')) % 11;

    private static Iin Parsed(string digits)
    {
        Iin.TryParse(digits, out var iin).ShouldBeTrue();
        return iin;
    }

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd");
}
