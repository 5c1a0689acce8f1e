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
    }
}
