using Osms.Ledger.Tests.Api;

namespace Osms.Ledger.Tests.Commands;

/// <summary>Closing a month, what changed since and for whom, and opening it again, from the command line.</summary>
public sealed class MonthVerbTests(LedgerApi api) : IClassFixture<LedgerApi>
{
    [Fact]
    public async Task A_month_is_closed_what_comes_later_is_told_and_it_is_opened_again()
    {
        await PaidContributions.SendAsync(api);
        (await RunAsync("differences", "2026-09")).ShouldEndWith(1).Error.ShouldContain("month-not-closed");
        (await RunAsync("differences", "2026-09", "--persons")).ShouldEndWith(1).Error
            .ShouldContain("month-not-closed");

        var at = (await api.GetAsync("/v1/contributions")).Position;
        (await RunAsync("close", "2026-09", "--position", $"{at}")).ShouldEndWith(0).Output
            .ShouldBe($"2026-09 is closed at position {at}: what is recorded above it is booked in other months.\n");
        (await RunAsync("close", "2026-09", "--position", $"{at}")).ShouldEndWith(0).Output
            .ShouldStartWith($"2026-09 was already closed at position {at}: ");
        (await RunAsync("differences", "2026-09", "--to", $"{at}")).ShouldEndWith(0).Output
            .ShouldBe($"2026-09: nothing differs between positions {at} and {at}.\n");

        await GrantAsync(402, "disabled");
        await GrantAsync(409, "disabled");
        (await RunAsync("differences", "2026-09")).ShouldEndWith(0).Output.ShouldContain("16,216.64");
        (await RunAsync("months", "2026-10")).ShouldEndWith(0).Output.ShouldContain("16,216.64");
        (await RunAsync("months")).ShouldEndWith(0).Output.ShouldContain("month_closed");
        await CompareAsync("""{"month":"2026-09"}""", "changes: 2,", "2026-09", "--persons");
        await CompareAsync(
            """{"month":"2026-09","payer":"contributors","cause":"category-late"}""", "changes: 1,", "2026-09",
            "--persons", "--payer", "contributors", "--cause", "category-late");

        var reopened = (await RunAsync("reopen", "2026-09", "--reason", "A list came late")).ShouldEndWith(0).Output;
        reopened.ShouldStartWith("2026-09 is open: what is recorded above position ");
        reopened.ShouldEndWith(" is booked in it.\n");
    }

    [Theory]
    [InlineData(2, "MONTH is a month", "close", "September")]
    [InlineData(1, "month-not-over", "close", "2026-11")]
    [InlineData(1, "month-not-closed", "reopen", "2026-08", "--reason", "x")]
    [InlineData(2, "belong to --persons", "differences", "2026-09", "--cause", "category-late")]
    [InlineData(2, "belong to --persons", "differences", "2026-09", "--csv")]
    [InlineData(2, "--region: Only local budgets", "differences", "2026-09", "--persons", "--region", "75")]
    [InlineData(1, "month-out-of-range", "differences", "2019-12", "--persons", "--from", "0")]
    public async Task What_cannot_be_done_is_said(int code, string why, params string[] args) =>
        (await RunAsync(args)).ShouldEndWith(code).Error.ShouldContain(why);

    private async Task CompareAsync(string question, string count, params string[] args)
    {
        const string call = "/v1/reconciliation/differences/persons";
        var listed = (await RunAsync(["differences", .. args])).ShouldEndWith(0);
        listed.Output.ShouldBe((await api.PostAsync($"{call}?format=ndjson", question)).Text);
        listed.Error.ShouldContain(count);
        (await RunAsync(["differences", .. args, "--csv"])).ShouldEndWith(0).Output
            .ShouldBe((await api.PostAsync($"{call}?format=csv", question)).Text);
    }

    private async Task GrantAsync(int person, string category) => (await api.RecordAsync($$"""
        {"command":"grant-category","iin":"{{TestIin.Grown(person)}}","category":"{{category}}","from":"2026-09-01",
         "document":"d"}
        """)).ShouldBe(201);

    private Task<Ended> RunAsync(params string[] args) =>
        LedgerProgram.RunAsync([("ConnectionStrings__Ledger", api.Database)], args);
}
