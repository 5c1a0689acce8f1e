using Osms.Ledger.Tests.Import;

namespace Osms.Ledger.Tests.Golden;

/// <summary>Whose answers imports changed, and would change.</summary>
public sealed partial class AnsweredCalls
{
    private async Task ImpactsAsync(byte[] payment)
    {
        var list = IdOf(await File.ReadAllBytesAsync(SampleFiles.PathOf(Employer)));
        await KeepAsync("import-impact", GetAsync($"{ImportsPath}/{list}/impact?at=2027-01-15"));
        await KeepAsync("import-impact-csv", GetAsync($"{ImportsPath}/{list}/impact?at=2027-01-15&format=csv"));
        await KeepAsync("import-dry-run-impact", ImportAsync(
            payment, "?format=ndjson&dryRun=true&impact=true&at=2026-11-22"));
        await KeepAsync("problem-unreadable-impact", GetAsync($"{ImportsPath}/x/impact?at=2026-02-30"), 400);
        await KeepAsync("problem-unreadable-impact-of-an-import", ImportAsync(payment, "?impact=true&at=today"), 400);
        var events = "{}"u8.ToArray();
        (await ImportAsync(events, "?format=events")).ShouldBe(200);
        await KeepAsync("problem-import-not-traced", GetAsync($"{ImportsPath}/{IdOf(events)}/impact"), 422);
    }
}
