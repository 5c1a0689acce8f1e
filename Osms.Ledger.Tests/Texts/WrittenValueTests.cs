using Osms.Ledger.Texts;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Texts;

/// <summary>Days, months, amounts and numbers as each language writes them.</summary>
public sealed class WrittenValueTests
{
    [Theory]
    [InlineData(Language.Kk, "2027 жылғы 15-қаңтар")]
    [InlineData(Language.Ru, "15 января 2027 года")]
    [InlineData(Language.En, "15 January 2027")]
    public void A_day(Language language, string expected) =>
        Written(language, new DateOnly(2027, 1, 15)).ShouldBe(expected);

    [Theory]
    [InlineData(Language.Kk, "2025 жылғы қараша – 2026 жылғы қаңтар, 2026 жылғы наурыз, 2026 жылғы мамыр – шілде")]
    [InlineData(Language.Ru, "ноябрь 2025 – январь 2026, март 2026, май – июль 2026")]
    [InlineData(Language.En, "November 2025 – January 2026, March 2026, May – July 2026")]
    public void Months_in_a_row_as_first_to_last(Language language, string expected)
    {
        Month[] months =
            [new(2025, 11), new(2025, 12), new(2026, 1), new(2026, 3), new(2026, 5), new(2026, 6), new(2026, 7)];

        Written(language, months).ShouldBe(expected);
    }

    [Theory]
    [InlineData(Language.Kk, "51 000 теңге", "1 234 567,50 теңге")]
    [InlineData(Language.Ru, "51 000 тенге", "1 234 567,50 тенге")]
    [InlineData(Language.En, "51,000 tenge", "1,234,567.50 tenge")]
    public void An_amount(Language language, string whole, string withTiyn)
    {
        Written(language, Tenge.From(51_000m)).ShouldBe(whole);
        Written(language, Tenge.From(1_234_567.5m)).ShouldBe(withTiyn);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 1)]
    [InlineData(4, 1)]
    [InlineData(5, 2)]
    [InlineData(11, 2)]
    [InlineData(12, 2)]
    [InlineData(14, 2)]
    [InlineData(21, 0)]
    [InlineData(22, 1)]
    [InlineData(100, 2)]
    [InlineData(111, 2)]
    public void The_form_that_goes_with_a_number_in_Russian(int number, int form) =>
        LanguageTexts.Of(Language.Ru).FormFor(number).ShouldBe(form);

    [Fact]
    public void The_form_that_goes_with_a_number_elsewhere()
    {
        new[] { 0, 1, 2, 21 }.Select(LanguageTexts.Of(Language.En).FormFor).ShouldBe([1, 0, 1, 1]);
        new[] { 0, 1, 2, 21 }.Select(LanguageTexts.Of(Language.Kk).FormFor).ShouldBe([0, 0, 0, 0]);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("a {b")]
    [InlineData("a {} b")]
    [InlineData("a {|b} c")]
    public void A_placeholder_that_is_not_one_is_found_when_the_file_is_read(string text) =>
        Should.Throw<FormatException>(() => new Template(text)).Message.ShouldContain(text);

    [Fact]
    public void A_placeholder_may_stand_anywhere_and_more_than_once() => new Template("{a}{b|x|y}-{a}")
        .Fill(name => name.ToUpperInvariant(), _ => 1).ShouldBe("Ay-A");

    private static string Written(Language language, object value) =>
        new WrittenValues(LanguageTexts.Of(language)).Write(value);
}
