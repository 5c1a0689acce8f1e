using Osms.Ledger.Texts;

namespace Osms.Ledger.Tests.Texts;

/// <summary>Which language <c>Accept-Language</c> asks for.</summary>
public sealed class LanguageTests
{
    [Theory]
    [InlineData(null, Language.En)]
    [InlineData("", Language.En)]
    [InlineData("de", Language.En)]
    [InlineData("kk", Language.Kk)]
    [InlineData("kk-KZ", Language.Kk)]
    [InlineData("RU-ru", Language.Ru)]
    [InlineData("de, ru;q=0.5, kk;q=0.8", Language.Kk)]
    [InlineData("kk;q=0.3,ru;q=0.7,en;q=0.2", Language.Ru)]
    [InlineData("ru,kk", Language.Ru)]
    [InlineData("kk;q=0, ru;q=0.001", Language.Ru)]
    [InlineData("kk;q=0", Language.En)]
    [InlineData("*", Language.En)]
    [InlineData("*;q=0.5, kk;q=0.6", Language.Kk)]
    [InlineData("kk ; q=1", Language.Kk)]
    [InlineData("kk;q=x, ru;q=0.1", Language.Ru)]
    [InlineData(";;,,;q=1", Language.En)]
    [InlineData("kkk", Language.En)]
    public void The_most_welcome_language_that_there_is(string? header, Language expected) =>
        Languages.Accepted(header).ShouldBe(expected);
}
