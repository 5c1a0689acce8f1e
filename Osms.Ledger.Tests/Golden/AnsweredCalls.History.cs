using Osms.Ledger.Tests.Api;

namespace Osms.Ledger.Tests.Golden;

/// <summary>Histories: every kind of event in three languages, in every form, and between two positions.</summary>
public sealed partial class AnsweredCalls
{
    private const string HistoryPath = "/v1/history";

    private async Task HistoriesAsync()
    {
        var iin = TestIin.Grown(212);
        await MustAsync(
            Command("record-residence", iin, """ "residence":"kandas","from":"2021-03-01" """),
            Command("record-region", iin, """ "region":"75","from":"2021-03-01" """),
            Paid(iin, "ZP2610-000117", "employer", "2026-10", 12_750m, "2026-11-05"),
            Command(
                "refund-payment", iin, """ "reference":"ZP2610-000117","on":"2026-11-06","reason":"wrong-knp" """),
            Command(
                "grant-category", iin,
                """ "category":"registered-unemployed","from":"2026-11-01","through":"2026-11-30","document":"№ 7" """),
            Command("grant-category", iin, """ "category":"disabled","from":"2026-11-10","document":"№ 8" """),
            Command("end-category", iin, """ "category":"disabled","on":"2026-11-20","reason":"recovered" """),
            Command("record-welfare-level", iin, """ "level":"E","from":"2026-11-01" """),
            Command("record-care", iin, """ "on":"2026-11-12","provider":"990540001230" """),
            Command("record-departure", iin, """ "on":"2026-11-15","kind":"emigration" """),
            Command(
                "annul-fact", iin, """ "version":10,"type":"departure_recorded","reason":"another person, again" """),
            Command("record-departure", iin, """ "on":"2026-11-21","kind":"death" """));
        await GetAsync("/health/ready");
        var question = $"\"iin\":\"{iin}\",\"at\":\"{TodayText}\"";
        foreach (var language in (string[])["kk", "ru", "en"])
        {
            await KeepAsync(
                $"history-{language}", PostAsync(HistoryPath, $"{{{question},\"lang\":\"{language}\"}}"));
        }

        var events = Kept[^1]["events"];
        var (first, last) = (events[8].GetProperty("position"), events[10].GetProperty("position"));
        await KeepAsync("history-between", PostAsync(
            HistoryPath, $"{{{question},\"fromPosition\":{first},\"knownAt\":{last}}}"));
        await KeepAsync("history-csv", PostAsync($"{HistoryPath}?format=csv", $"{{{question}}}"));
        await KeepAsync("history-lines", PostAsync($"{HistoryPath}?format=ndjson", $"{{{question}}}"));
        await KeepAsync("problem-unreadable-history", PostAsync(
            HistoryPath, """{"at":"x","fromPosition":5,"knownAt":3,"lang":"de"}"""), 400);
        await KeepAsync("problem-unreadable-history-format", PostAsync($"{HistoryPath}?format=xml", "{}"), 400);
    }
}
