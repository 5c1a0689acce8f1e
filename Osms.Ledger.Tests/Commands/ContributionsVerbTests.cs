using System.Globalization;
using System.Text.Json;
using Osms.Ledger.Tests.Api;
using Osms.Ledger.Tests.Import;

namespace Osms.Ledger.Tests.Commands;

/// <summary>The verb says what the calls answer: to people, as JSON and as CSV.</summary>
public sealed class ContributionsVerbTests(LedgerApi api) : IClassFixture<LedgerApi>
{
    [Fact]
    public async Task The_same_sums_are_a_table_JSON_and_CSV()
    {
        var list = await File.ReadAllBytesAsync(SampleFiles.PathOf("employer-2026-10.mt102"));
        (await api.ImportAsync(list)).ShouldBe(200);
        (await api.GetAsync("/health/ready")).ShouldBe(200);
        var at = (await api.GetAsync("/v1/contributions?month=2026-10")).Position;
        var question = $"/v1/contributions?month=2026-10&knownAt={at}";
        string[] asked = ["2026-10", "--known-at", $"{at}"];
        var called = await api.GetAsync(question);
        var csv = await api.GetAsync($"{question}&format=csv");

        var shown = (await RunAsync(asked)).ShouldEndWith(0).Output;
        var json = (await RunAsync([.. asked, "--json"])).ShouldEndWith(0).Output;

        JsonElement.DeepEquals(JsonDocument.Parse(json).RootElement, called.Json).ShouldBeTrue();
        (await RunAsync([.. asked, "--csv"])).ShouldEndWith(0).Output.ShouldBe(csv.Text);
        var sum = called["months"][0].GetProperty("totals").GetProperty("amount").GetDecimal();
        shown.ShouldContain(sum.ToString("#,0.00", CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task Employers_one_of_them_its_people_and_remarks_are_the_lines_of_the_calls()
    {
        await PaidContributions.SendAsync(api);
        const string employer = PaidContributions.Employer;
        await CompareAsync(
            "employers", """{"month":"2026-10"}""", "employers: 2, as known at position", "2026-10", "--employers");
        await CompareAsync(
            "employer/people", $$"""{"payer":"{{employer}}","month":"2026-10"}""", "people: 3,", "2026-10",
            "--employer", employer);
        await CompareAsync("remarks", "{}", "remarks: 4,", "--remarks");
        await CompareAsync(
            "remarks", """{"month":"2026-10","remark":"lump"}""", "remarks: 1,", "2026-10", "--remarks", "--remark",
            "lump");

        var months = await api.PostAsync("/v1/contributions/employer", $$"""{"payer":"{{employer}}"}""");
        (await RunAsync("--employer", employer)).ShouldEndWith(0).Output.TrimEnd('\n').Split('\n')
            .ShouldBe(months["months"].EnumerateArray().Select(month => month.GetRawText()));
        (await RunAsync("--employer", employer, "--csv", "--known-at", "0")).ShouldEndWith(0).Output
            .ShouldBe("month,payer,persons,new,droppedOut,payments,amount,refunds,refunded,net\n");
    }

    [Theory]
    [InlineData(2, "MONTH is a month", "2026-13")]
    [InlineData(2, "either --json or --csv", "--json", "--csv")]
    [InlineData(2, "needs a MONTH", "--employers")]
    [InlineData(2, "Name one of", "2026-10", "--employers", "--remarks")]
    [InlineData(2, "12 digits", "--employer", "Horns")]
    [InlineData(2, "belongs to --remarks", "2026-10", "--employers", "--remark", "lump")]
    [InlineData(2, "belongs to a list", "--out", "x")]
    [InlineData(1, "month-out-of-range", "2019-12", "--employers")]
    [InlineData(1, "position-ahead", "--remarks", "--known-at", "1000000")]
    public async Task What_cannot_be_asked_is_said(int code, string why, params string[] args) =>
        (await RunAsync(args)).ShouldEndWith(code).Error.ShouldContain(why);

    private async Task CompareAsync(string call, string question, string count, params string[] args)
    {
        var lines = await api.PostAsync($"/v1/contributions/{call}?format=ndjson", question);
        var csv = await api.PostAsync($"/v1/contributions/{call}?format=csv", question);
        var file = Path.Combine(Path.GetTempPath(), $"osms-{Guid.NewGuid():N}.csv");
        try
        {
            var listed = (await RunAsync(args)).ShouldEndWith(0);
            listed.Output.ShouldBe(lines.Text);
            listed.Error.ShouldContain(count);
            listed.Output.ShouldNotBeEmpty();
            (await RunAsync([.. args, "--csv", "--out", file])).ShouldEndWith(0).Output.ShouldBeEmpty();
            (await File.ReadAllTextAsync(file)).ShouldBe(csv.Text);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private Task<Ended> RunAsync(params string[] args) => LedgerProgram.RunAsync(
        [("ConnectionStrings__Ledger", api.Database)], ["contributions", .. args]);
}
