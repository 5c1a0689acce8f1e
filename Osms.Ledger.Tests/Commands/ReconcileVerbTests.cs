using System.Text.Json;
using Osms.Ledger.Tests.Api;
using Osms.Ledger.Tests.Import;

namespace Osms.Ledger.Tests.Commands;

/// <summary>The verb says what the calls answer, and by its exit code whether anything differs.</summary>
public sealed class ReconcileVerbTests(LedgerApi api) : IClassFixture<LedgerApi>
{
    private const string Call = "/v1/reconciliation?month=2026-11";

    [Fact]
    public async Task A_month_differs_until_every_budget_has_paid_what_it_owes()
    {
        (await api.ImportAsync(await File.ReadAllBytesAsync(SampleFiles.PathOf("register.ndjson")))).ShouldBe(200);
        var owed = (await api.GetAsync(Call)).ShouldBe(200)["budgets"];

        var before = await RunAsync("2026-11");
        foreach (var budget in owed.EnumerateArray())
        {
            var payer = budget.TryGetProperty("region", out var region) ? region.GetString() : "republican";
            (await api.PostAsync("/v1/budget-transfers", $$"""
                {"reference": "t-{{payer}}", "payer": "{{payer}}", "month": "2026-11",
                 "amount": {{budget.GetProperty("expected").GetRawText()}}, "receivedOn": "2026-11-20"}
                """)).ShouldBe(201);
        }

        before.ShouldEndWith(1).Output.ShouldContain("nothing-received");
        var after = (await RunAsync("2026-11")).ShouldEndWith(0).Output;
        after.ShouldNotContain("nothing-received");
        after.ShouldContain("settled");
        (await RunAsync("2026-11", "--known-at", "64")).ShouldEndWith(1);
        var called = await api.GetAsync(Call);
        called["totals"].GetProperty("difference").GetDecimal().ShouldBe(0);
        JsonElement.DeepEquals(
            JsonDocument.Parse((await RunAsync("2026-11", "--json")).Output).RootElement, called.Json).ShouldBeTrue();
        (await RunAsync("2026-11", "--csv", "--by", "category")).Output
            .ShouldBe((await api.GetAsync($"{Call}&format=csv&by=category")).Text);

        const string question = """{"month": "2026-11", "payer": "local", "region": "61"}""";
        string[] asked = ["2026-11", "--persons", "local", "--region", "61"];
        (await RunAsync(asked)).ShouldEndWith(0).Output
            .ShouldBe((await api.PostAsync("/v1/reconciliation/persons?format=ndjson", question)).Text);
        (await RunAsync([.. asked, "--csv"])).Output
            .ShouldBe((await api.PostAsync("/v1/reconciliation/persons?format=csv", question)).Text);
    }

    [Theory]
    [InlineData(2, "MONTH is a month", "2026-13")]
    [InlineData(1, "month-out-of-range", "2019-12")]
    [InlineData(2, "belong to --persons", "2026-02", "--region", "75")]
    [InlineData(2, "Only local budgets have a region", "2026-02", "--persons", "none", "--region", "75")]
    [InlineData(2, "either --json or --csv", "2026-02", "--json", "--csv")]
    public async Task What_cannot_be_asked_is_said(int code, string why, params string[] args) =>
        (await RunAsync(args)).ShouldEndWith(code).Error.ShouldContain(why);

    private Task<Ended> RunAsync(params string[] args) => LedgerProgram.RunAsync(
        [("ConnectionStrings__Ledger", api.Database)], ["reconcile", .. args]);
}
