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
            .ShouldBe("Nothing was in force on 31 December 2019: OSMS began on 1 January 2020.\n");
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

    [Fact]
    public async Task The_lists_of_care_are_shown_and_as_JSON_are_what_the_call_answers()
    {
        var called = await api.GetAsync("/v1/packages?lang=ru");

        var shown = (await RunAsync("packages")).ShouldEndWith(0).Output;
        var json = (await RunAsync("packages", "--lang", "ru", "--json")).ShouldEndWith(0).Output;

        JsonElement.DeepEquals(JsonDocument.Parse(json).RootElement, called.Json).ShouldBeTrue();
        shown.ShouldMatch(@"5\.3 +\| - emergency care for people, insured or not.* \| gobmp-inpatient-emergency +\|");
    }

    [Fact]
    public async Task Who_is_given_care_is_shown_and_as_JSON_is_what_the_call_answers()
    {
        var iin = TestIin.Grown(1);
        string[] asked = ["entitlement", iin, "osms-rehabilitation", "--at", "2026-11-22"];
        (string, string)[] database = [("ConnectionStrings__Ledger", api.Database)];
        var called = await api.PostAsync(
            "/v1/entitlement",
            $$"""{"iin":"{{iin}}","service":"osms-rehabilitation","at":"2026-11-22","lang":"kk"}""");

        var shown = (await LedgerProgram.RunAsync(database, asked)).ShouldEndWith(0).Output;
        var json = (await LedgerProgram.RunAsync(database, [.. asked, "--lang", "kk", "--json"]))
            .ShouldEndWith(0).Output;

        JsonElement.DeepEquals(JsonDocument.Parse(json).RootElement, called.Json).ShouldBeTrue();
        shown.ShouldMatch("given +not-covered\\b");
        shown.ShouldContain("12 x 4250");
        (await LedgerProgram.RunAsync(database, "entitlement", iin, "spa")).ShouldEndWith(1).Error
            .ShouldContain("service-unknown");
        var urgent = await LedgerProgram.RunAsync(
            database, "entitlement", iin, "osms-inpatient-planned", "--at", "2026-11-22", "--emergency");
        urgent.ShouldEndWith(0).Output.ShouldMatch("given +gobmp\\b");
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
