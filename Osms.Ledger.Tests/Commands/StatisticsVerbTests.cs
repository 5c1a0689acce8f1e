using System.Text.Json;
using Osms.Ledger.Tests.Api;
using Osms.Ledger.Tests.Import;

namespace Osms.Ledger.Tests.Commands;

/// <summary>The verb says what the call answers: to people, as JSON and as CSV.</summary>
public sealed class StatisticsVerbTests(LedgerApi api) : IClassFixture<LedgerApi>, IAsyncLifetime
{
    public async Task InitializeAsync()
    {
        var register = await File.ReadAllBytesAsync(SampleFiles.PathOf("register.ndjson"));
        (await api.ImportAsync(register)).ShouldBe(200);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task The_same_numbers_are_a_table_JSON_and_CSV()
    {
        var called = await api.GetAsync("/v1/statistics?on=2026-11-22");
        var csv = await api.SendAsync(
            HttpMethod.Get, "/v1/statistics?on=2026-11-22", null, null, [("Accept", "text/csv")]);

        var shown = (await RunAsync("--on", "2026-11-22")).ShouldEndWith(0).Output;
        var json = (await RunAsync("--on", "2026-11-22", "--json")).ShouldEndWith(0).Output;

        JsonElement.DeepEquals(JsonDocument.Parse(json).RootElement, called.Json).ShouldBeTrue();
        (await RunAsync("--on", "2026-11-22", "--csv")).ShouldEndWith(0).Output.ShouldBe(csv.Text);
        csv.ContentType.ShouldBe("text/csv");
        shown.ShouldMatch($"people +{called["people"]}\\b");
        shown.ShouldContain($"{called["insured"]} ({called["insuredPercent"].GetDecimal():0.0} % of the participants)");
        csv.Text.ShouldStartWith(
            $"dimension,value,insured,notInsured\nall,people,{called["insured"]},{called["notInsured"]}\nbasis,");
    }

    [Fact]
    public async Task Welfare_levels_are_told_when_asked_for()
    {
        var called = await api.GetAsync("/v1/statistics?on=2026-11-22&levels=true");
        var levels = called["notInsuredByWelfareLevel"].EnumerateArray().ToList();

        var shown = (await RunAsync("--on", "2026-11-22", "--levels")).ShouldEndWith(0).Output;
        var csv = (await RunAsync("--on", "2026-11-22", "--levels", "--csv")).ShouldEndWith(0).Output;

        levels.Sum(line => line.GetProperty("notInsured").GetInt64()).ShouldBe(
            called["participants"].GetInt64() - called["insured"].GetInt64());
        csv.ShouldEndWith(string.Concat(levels.Select(line =>
            $"welfareLevel,{line.GetProperty("value")},,{line.GetProperty("notInsured")}\n")));
        shown.ShouldContain($"| welfare level | {levels[0].GetProperty("value")} ");
        (await api.GetAsync("/v1/statistics?levels=yes")).Status.ShouldBe(400);
    }

    [Fact]
    public async Task A_day_that_is_none_and_two_forms_at_once_are_wrong_usage()
    {
        (await RunAsync("--on", "2026-02-30")).ShouldEndWith(2).Error.ShouldContain("--on is a day");
        (await RunAsync("--json", "--csv")).ShouldEndWith(2).Error.ShouldContain("either --json or --csv");
    }

    private Task<Ended> RunAsync(params string[] args) => LedgerProgram.RunAsync(
        [("ConnectionStrings__Ledger", api.Database)], ["statistics", .. args]);
}
