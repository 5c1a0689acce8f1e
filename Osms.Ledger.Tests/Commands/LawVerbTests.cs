using System.Text.Json;
using Osms.Ledger.Tests.Api;

namespace Osms.Ledger.Tests.Commands;

/// <summary>The verbs of the law say what the calls answer, and need no database.</summary>
public sealed class LawVerbTests(LedgerApi api) : IClassFixture<LedgerApi>
{
    [Fact]
    public async Task The_law_is_shown_and_as_JSON_is_what_the_call_answers()
    {
        var called = await api.GetAsync("/v1/regulation?on=2024-05-01");

        var shown = (await RunAsync("regulation", "--on", "2024-05-01")).ShouldEndWith(0).Output;
        var json = (await RunAsync("regulation", "--on", "2024-05-01", "--json")).ShouldEndWith(0).Output;

        JsonElement.DeepEquals(JsonDocument.Parse(json).RootElement, called.Json).ShouldBeTrue();
        shown.ShouldContain("R3 since 2022-09-05");
        shown.ShouldMatch(@"employerRate +\| +\| +3 % \| 2022-01-01");
        shown.ShouldMatch(@"minimumWage +\| +\| +85,000 \| 2024-01-01");
        (await RunAsync("regulation", "--on", "2019-12-31")).ShouldEndWith(0).Output
            .ShouldBe("Nothing was in force on 2019-12-31: OSMS began on 2020-01-01.\n");
    }

    [Fact]
    public async Task What_is_due_is_shown_and_as_JSON_is_what_the_call_answers()
    {
        var called = await api.PostAsync(
            "/v1/calculator",
            """{"on":"2024-05-01","kind":"employee","incomes":[{"amount":600000},{"amount":400000.5}]}""");
        string[] asked = ["calculator", "employee", "600000", "400000.5", "--on", "2024-05-01"];

        var shown = (await RunAsync(asked)).ShouldEndWith(0).Output;
        var json = (await RunAsync([.. asked, "--json"])).ShouldEndWith(0).Output;

        JsonElement.DeepEquals(JsonDocument.Parse(json).RootElement, called.Json).ShouldBeTrue();
        shown.ShouldMatch(@"person +\| 400,000\.5 \| +250,000 \| +2 % \| +5,000 \| cap");
        shown.ShouldMatch(@"all .* 47,000\.02 ");
    }

    [Theory]
    [InlineData(1, "date-too-early", "calculator", "self", "--on", "2019-12-31")]
    [InlineData(1, "category-unknown", "calculator", "self", "--category", "orphan")]
    [InlineData(2, "What is earned in the month", "calculator", "employee")]
    [InlineData(2, "AMOUNT is a number of tenge", "calculator", "employee", "much")]
    [InlineData(2, "--on is a day", "regulation", "--on", "2026-02-30")]
    public async Task What_cannot_be_answered_is_said(int exitCode, string sentence, params string[] args) =>
        (await RunAsync(args)).ShouldEndWith(exitCode).Error.ShouldContain(sentence);

    // No database is named, and where one would be made there can be none.
    private static Task<Ended> RunAsync(params string[] args) =>
        LedgerProgram.RunAsync([("Ledger__DataDirectory", "/dev/null/none")], args);
}
