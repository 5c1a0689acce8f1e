using Osms.Ledger.Tests.Api;

namespace Osms.Ledger.Tests.Golden;

/// <summary>What finance asks.</summary>
public sealed partial class AnsweredCalls
{
    private async Task ReconciliationAsync()
    {
        const string call = "/v1/reconciliation";
        await KeepAsync("reconciliation", GetAsync($"{call}?month=2026-11"));
        await KeepAsync("reconciliation-by-category", GetAsync($"{call}?month=2026-11&by=category"));
        await KeepAsync("reconciliation-of-2025", GetAsync($"{call}?month=2025-11&knownAt=30"));
        await KeepAsync("reconciliation-csv", GetAsync($"{call}?month=2026-11&format=csv"));
        await KeepAsync("reconciliation-csv-by-category", SendAsync(
            HttpMethod.Get, $"{call}?month=2026-11&by=category", null, null, [("Accept", "text/csv")]));
        await KeepAsync("problem-unreadable-reconciliation", GetAsync($"{call}?month=1&by=x&format=y&knownAt=z"), 400);
        await KeepAsync("problem-month-out-of-range", GetAsync($"{call}?month=2019-12"), 422);
        await PersonsAsync($"{call}/persons");
    }

    private async Task PersonsAsync(string call)
    {
        const string local = """{"month":"2026-11","payer":"local","region":"61"}""";
        await KeepAsync("persons", PostAsync(call, local));
        await KeepAsync("persons-of-contributors", PostAsync(
            call, """{"month":"2026-10","payer":"contributors","limit":2}"""));
        await KeepAsync("persons-page", PostAsync(call, """{"month":"2026-11","payer":"republican","limit":1}"""));
        await KeepAsync("persons-lines", PostAsync($"{call}?format=ndjson", local));
        await KeepAsync("persons-csv", PostAsync(call, local, ("Accept", "text/csv")));
        await KeepAsync("problem-unreadable-persons", PostAsync(
            call, """{"month":1,"payer":"bank","region":7,"category":"x","cursor":"c","limit":0,"who":1}"""), 400);
        await KeepAsync("problem-unreadable-persons-choice", PostAsync(
            call, """{"month":"2026-11","payer":"exempt","category":"x","cursor":"c","limit":1001}"""), 400);
    }

    private async Task ContributionsAsync()
    {
        const string call = "/v1/contributions";
        await PaidContributions.SendAsync(this);
        await KeepAsync("contributions", GetAsync($"{call}?month=2026-10"));
        await KeepAsync("contributions-of-no-payments", GetAsync($"{call}?month=2020-01"));
        await KeepAsync("contributions-csv", GetAsync($"{call}?knownAt=100&format=csv"));
        const string october = """{"month":"2026-10"}""";
        await KeepAsync("employers", PostAsync($"{call}/employers", october));
        await KeepAsync("employers-csv", PostAsync($"{call}/employers", october, ("Accept", "text/csv")));
        await KeepAsync("employer", PostAsync($"{call}/employer", $$"""{"payer":"{{PaidContributions.Employer}}"}"""));
        var people = $$"""{"payer":"{{PaidContributions.Employer}}","month":"2026-10","limit":2}""";
        await KeepAsync("employees", PostAsync($"{call}/employer/people", people));
        await KeepAsync("employees-lines", PostAsync($"{call}/employer/people?format=ndjson", people));
        await KeepAsync("employees-csv", PostAsync($"{call}/employer/people?format=csv", people));
        await KeepAsync("remarks", PostAsync($"{call}/remarks", """{"all":true,"limit":5}"""));
        await KeepAsync("remarks-csv", PostAsync($"{call}/remarks?format=csv", october));
        await KeepAsync(
            "problem-unreadable-remarks",
            PostAsync($"{call}/remarks", """{"month":1,"kind":"x","remark":"y","all":2,"cursor":"z","limit":0}"""),
            400);
        await KeepAsync("problem-unreadable-contributions", GetAsync($"{call}?month=1&format=y&knownAt=z"), 400);
    }
}
