using Osms.Ledger.Tests.Api;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Golden;

/// <summary>What else is said: rules that do not hold, known mistakes, and each in three languages.</summary>
public sealed partial class AnsweredCalls
{
    private async Task ExplainedAsync()
    {
        var (mistaken, returned, over, ahead, dead) =
            (TestIin.Grown(207), TestIin.Grown(208), TestIin.Grown(209), TestIin.Grown(210), TestIin.Grown(211));
        await MustAsync(
            Command("record-departure", returned, """ "on":"2026-01-10","kind":"emigration" """),
            Command("record-residence", returned, """ "residence":"kandas","from":"2026-11-02" """),
            Command(
                "grant-category", over,
                """ "category":"registered-unemployed","from":"2026-01-01","through":"2026-03-31","document":"d" """),
            Command("record-welfare-level", over, """ "level":"D","from":"2026-02-01" """),
            Paid(mistaken, "lump", "self", "2026-03", 51_000m, "2026-03-10"),
            Paid(mistaken, "short", "self", "2026-04", 4_000m, "2026-04-10"),
            Paid(mistaken, "once", "self", "2026-05", 4_250m, "2026-05-10"),
            Paid(mistaken, "twice", "self", "2026-05", 4_250m, "2026-05-12"),
            Paid(mistaken, "job", "employer", "2026-07", 3_000m, "2026-07-25"),
            Paid(mistaken, "a-year-ago", "employer", "2025-08", 3_000m, "2025-08-25"),
            Paid(mistaken, "year", "self", "2025-08", 4_250m, "2026-08-10"),
            Paid(mistaken, "back", "self", "2026-09", 4_250m, "2026-09-10"),
            Command(
                "refund-payment", mistaken, """ "reference":"back","on":"2026-09-15","reason":"returned-by-bank" """));
        await MustAsync(Command("record-departure", dead, """ "on":"2026-02-10","kind":"death" """));
        await MustImportAsync(ahead, "self", new Month(2026, 12), 12, _ => new DateOnly(2026, 11, 10));
        await GetAsync("/health/ready");
        foreach (var language in (string[])["kk", "ru", "en"])
        {
            await AskAsync($"mistakes-{language}", mistaken, TodayText, $",\"lang\":\"{language}\"");
        }

        await AskAsync("contributions-kk", Showcase, "2027-01-15", ",\"lang\":\"kk\"");
        await AskAsync("contributions-ru", Showcase, "2027-01-15", ",\"lang\":\"ru\"");
        await AskAsync("returned", returned, TodayText);
        await AskAsync("dead", dead, TodayText);
        await AskAsync("emigrated", returned, "2026-10-01");
        await AskAsync("category-over", over, TodayText);
        await AskAsync("year-ahead", ahead, TodayText);
        await MustAsync(Paid(ahead, "now", "self", "2026-11", 4_250m, "2026-11-11"));
        await GetAsync("/health/ready");
        await AskAsync("year-ahead-and-now", ahead, TodayText);
        await KeepAsync("problem-unreadable-language", PostAsync(
            "/v1/coverage", $$"""{"iin":"{{Showcase}}","lang":"de"}"""), 400);
    }

    private static string Paid(string iin, string reference, string kind, string period, decimal amount, string on) =>
        Command("record-payment", iin, $$"""
            "reference":"{{reference}}","kind":"{{kind}}","period":"{{period}}","amount":{{amount:0}},
            "paidOn":"{{on}}","payer":"120440983692"
            """);
}
