using Osms.Ledger.Tests.Api;

namespace Osms.Ledger.Tests.Golden;

/// <summary>Months that are closed and opened again.</summary>
public sealed partial class AnsweredCalls
{
    private const string Month = "/v1/months/2026-10";

    private async Task MonthsAsync(string database)
    {
        (await GetAsync("/health/ready")).ShouldBe(200);
        await KeepAsync("month-closed", PostAsync($"{Month}/close", "{}", ("Osms-Actor", "finance")), 201);
        await KeepAsync("month-closed-again", PostAsync($"{Month}/close", "{}"));
        await MustAsync(Command(
            "grant-category", TestIin.Grown(301), """ "category":"disabled","from":"2026-10-01","document":"d" """));
        (await GetAsync("/health/ready")).ShouldBe(200);
        await ExecuteAsync(database, """
            update ledger.position_clock
            set at = '2026-11-21 00:00:00+05'::timestamptz + position * interval '1 millisecond'
            """);
        await KeepAsync("month", GetAsync($"{Month}?recompute=true"));
        await KeepAsync("month-with-adjustments", GetAsync("/v1/months/2026-11"));
        await KeepAsync("differences", GetAsync("/v1/reconciliation/differences?month=2026-10"));
        await KeepAsync("differences-persons", PostAsync(
            "/v1/reconciliation/differences/persons", """{"month":"2026-10"}"""));
        await KeepAsync("differences-persons-csv", PostAsync(
            "/v1/reconciliation/differences/persons?format=csv",
            """{"month":"2026-10","from":20,"to":70,"payer":"republican"}"""));
        await KeepAsync("refused-month-is-open", GetAsync("/v1/reconciliation/differences?month=2026-09"), 422);
        await KeepAsync("differences-unreadable", GetAsync("/v1/reconciliation/differences?from=x&to=y"), 400);
        await KeepAsync("refused-month-closed", PostAsync($"{Month}/close", """{"position":1}"""), 422);
        await KeepAsync(
            "refused-position-before-last", PostAsync("/v1/months/2026-09/close", """{"position":1}"""), 422);
        await KeepAsync("refused-month-not-over", PostAsync("/v1/months/2026-11/close", "{}"), 422);
        await KeepAsync("refused-month-not-closed", PostAsync("/v1/months/2026-09/reopen", """{"reason":"x"}"""), 422);
        await KeepAsync("refused-reason-missing", PostAsync($"{Month}/reopen", "{}"), 422);
        await KeepAsync("refused-month-before-osms", GetAsync("/v1/months/2019-12"), 422);
        await KeepAsync("month-reopened", PostAsync(
            $"{Month}/reopen", """{"reason":"A list of October came late"}""", ("Osms-Actor", "finance")), 201);
        await KeepAsync("months", GetAsync("/v1/months"));
        await KeepAsync("problem-unreadable-month", PostAsync($"{Month}/close", """{"position":-1,"at":2}"""), 400);
        await KeepAsync("problem-unreadable-month-path", GetAsync("/v1/months/2026-13"), 400);
    }
}
