namespace Osms.Ledger.Tests.Api;

/// <summary>In which language an answer says why.</summary>
public sealed class LanguageCallTests(LedgerApi api) : IClassFixture<LedgerApi>
{
    private const string English = "Compulsory medical insurance has been in force since 1 January 2020.";
    private const string Russian = "Система ОСМС действует с 1 января 2020 года.";
    private const string Kazakh = "МӘМС жүйесі 2020 жылғы 1-қаңтар күнінен бастап қолданылады.";

    [Theory]
    [InlineData("", null, English)]
    [InlineData(",\"lang\":null", null, English)]
    [InlineData(",\"lang\":\"kk\"", null, Kazakh)]
    [InlineData(",\"lang\":\"ru\"", null, Russian)]
    [InlineData("", "kk-KZ,ru;q=0.5", Kazakh)]
    [InlineData("", "de, ru;q=0.5", Russian)]
    [InlineData(",\"lang\":\"en\"", "kk", English)]
    [InlineData(",\"lang\":\"ru\"", "kk", Russian)]
    public async Task The_language_named_wins_and_then_the_one_that_is_most_welcome(
        string field, string? accepted, string expected)
    {
        (string, string)[] headers = accepted is null ? [] : [("Accept-Language", accepted)];
        var answer = (await api.PostAsync(
            "/v1/coverage", $$"""{"iin":"{{TestIin.Grown(1)}}","at":"2026-11-22"{{field}}}""", headers)).ShouldBe(200);

        answer["why"][0].GetProperty("text").GetString().ShouldBe(expected);
    }

    [Theory]
    [InlineData("\"de\"")]
    [InlineData("\"KK\"")]
    [InlineData("\"\"")]
    [InlineData("1")]
    public async Task What_is_none_of_the_three_is_told(string language)
    {
        var reply = await api.PostAsync(
            "/v1/coverage", $$"""{"iin":"{{TestIin.Grown(1)}}","lang":{{language}}}""");

        reply.ShouldBeProblem(400, "unreadable").Errors.ShouldBe(["lang: unreadable"]);
    }

    [Fact]
    public async Task Without_an_explanation_an_answer_is_the_same_in_every_language()
    {
        var question = $$"""{"iin":"{{TestIin.Grown(1)}}","at":"2026-11-22","explain":false,"lang":""";

        (await api.PostAsync("/v1/coverage", question + "\"kk\"}")).Text
            .ShouldBe((await api.PostAsync("/v1/coverage", question + "\"ru\"}")).Text);
    }
}
