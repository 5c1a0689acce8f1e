using System.Text.Json;
using Osms.Ledger.Tests.Api;
using Osms.Ledger.Tests.Import;

namespace Osms.Ledger.Tests.Commands;

/// <summary>The verb says what the call answers: to people, as JSON and as CSV.</summary>
public sealed class ContributionsVerbTests(LedgerApi api) : IClassFixture<LedgerApi>
{
    [Fact]
    public async Task The_same_sums_are_a_table_JSON_and_CSV()
    {
        var list = await File.ReadAllBytesAsync(SampleFiles.PathOf("employer-2026-10.mt102"));
        (await api.ImportAsync(list)).ShouldBe(200);
        var called = await api.GetAsync("/v1/contributions?month=2026-10");
        var csv = await api.GetAsync("/v1/contributions?month=2026-10&format=csv");

        var shown = (await RunAsync("2026-10")).ShouldEndWith(0).Output;
        var json = (await RunAsync("2026-10", "--json")).ShouldEndWith(0).Output;

        JsonElement.DeepEquals(JsonDocument.Parse(json).RootElement, called.Json).ShouldBeTrue();
        (await RunAsync("2026-10", "--csv")).ShouldEndWith(0).Output.ShouldBe(csv.Text);
        shown.ShouldContain("526,500.85");
    }

    [Fact]
    public async Task A_month_that_is_none_and_two_forms_at_once_are_wrong_usage()
    {
        (await RunAsync("2026-13")).ShouldEndWith(2).Error.ShouldContain("MONTH is a month");
        (await RunAsync("--json", "--csv")).ShouldEndWith(2).Error.ShouldContain("either --json or --csv");
    }

    private Task<Ended> RunAsync(params string[] args) => LedgerProgram.RunAsync(
        [("ConnectionStrings__Ledger", api.Database)], ["contributions", .. args]);
}
