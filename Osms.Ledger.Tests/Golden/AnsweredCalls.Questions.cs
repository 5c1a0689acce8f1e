using System.Text;
using Osms.Ledger.Tests.Api;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Golden;

/// <summary>The questions: one for each basis and each reason against, for who pays, and for what was known.</summary>
public sealed partial class AnsweredCalls
{
    private const string Showcase = "850412499001";
    private const string Foreigner = "830520099030";
    private const string Unemployed = "910702499379";
    private const string TodayText = "2026-11-22";

    private async Task CoverageAsync()
    {
        var child = TestIin.Born(new DateOnly(2021, 5, 4));
        var (soldier, noRegion, longPaid, prepaid, newcomer) =
            (TestIin.Grown(201), TestIin.Grown(202), TestIin.Grown(203), TestIin.Grown(204), TestIin.Grown(205));
        await MustAsync(
            Command(
                "grant-category", soldier,
                """ "category":"service-personnel","from":"2026-01-01","document":"d" """),
            Command(
                "grant-category", noRegion,
                """ "category":"registered-unemployed","from":"2026-10-01","document":"d" """),
            Command("record-residence", newcomer, """ "residence":"permanent-foreigner","from":"2026-11-05" """));
        await MustImportAsync(longPaid, "employer", new Month(2021, 7), 60, period => period.LastDay);
        await MustImportAsync(prepaid, "self", new Month(2026, 1), 12, _ => new DateOnly(2025, 12, 15));

        // Looks how far the ledger is settled: from here on that is the position of every answer.
        await KeepAsync("ready", GetAsync("/health/ready"));
        await AskAsync("transition", Showcase, "2020-03-15");
        await AskAsync("category", "120504699914", TodayText);
        await AskAsync("category-local", Unemployed, TodayText);
        await AskAsync("category-local-region-unknown", noRegion, TodayText);
        await AskAsync("category-exempt", soldier, TodayText);
        await AskAsync("category-grace", "120504699914", "2030-08-31");
        await AskAsync("welfare", "881006499706", TodayText);
        await AskAsync("contributions", Showcase, TodayText);
        await AskAsync("contributions-grace", Showcase, "2027-01-15");
        await AskAsync("contributions-long-grace", longPaid, "2026-12-31");
        await AskAsync("prepaid-year", prepaid, "2026-06-15");

        await AskAsync("not-in-force", Showcase, "2019-12-31");
        await AskAsync("departed", "900611399356", TodayText);
        await AskAsync("not-a-participant-by-residence", Foreigner, "2024-05-01");
        await AskAsync("not-a-participant-before-first-residence", Foreigner, "2023-01-01");
        await AskAsync("not-a-participant-not-yet-born", child, "2020-12-01");
        await AskAsync("not-a-participant-foreigner", TestIin.Foreigner(), TodayText);
        await AskAsync("owed", TestIin.Grown(206), TodayText);
        await AskAsync("nothing-paid", newcomer, TodayText);
    }

    private async Task QuestionsAsync()
    {
        await AskAsync("not-explained", Showcase, TodayText, ",\"explain\":false");
        await AskAsync("known-at-a-position", Showcase, TodayText, ",\"knownAt\":5");
        await AskAsync("known-at-an-instant", Showcase, TodayText, ",\"knownAt\":\"2001-02-03T04:05:06.789+05:00\"");
        await KeepAsync("timeline", PostAsync("/v1/coverage/timeline", $$"""{"iin":"{{Showcase}}"}"""));
        await KeepAsync("timeline-unknown-person", PostAsync(
            "/v1/coverage/timeline", $$"""{"iin":"{{TestIin.Grown(206)}}"}"""));
        await KeepAsync("changes", PostAsync(
            "/v1/coverage/changes", $$"""{"iin":"{{Showcase}}","fromPosition":5,"toPosition":30}"""));
        await KeepAsync("problem-unreadable-changes", PostAsync(
            "/v1/coverage/changes", """{"fromPosition":5,"toPosition":3}"""), 400);
        await WhatIfAsync();
        await KeepAsync("history", PostAsync("/v1/history", $$"""{"iin":"{{Unemployed}}"}"""));
        await KeepAsync("history-of-a-command", PostAsync("/v1/history", $$"""{"iin":"{{TestIin.Grown(100)}}"}"""));
        await KeepAsync("history-unknown-person", PostAsync("/v1/history", $$"""{"iin":"{{TestIin.Grown(206)}}"}"""));
        await BatchAsync();
        await KeepAsync("statistics", GetAsync("/v1/statistics"));
        await KeepAsync("statistics-csv", GetAsync("/v1/statistics?on=2020-03-15&format=csv"));
        await KeepAsync("problem-unreadable-statistics", GetAsync("/v1/statistics?on=x&format=xml"), 400);
        await KeepAsync("live", GetAsync("/health/live"));
        await KeepAsync("problem-iin-invalid-question", PostAsync("/v1/history", """{"iin":"850412499002"}"""), 422);
        await KeepAsync("problem-position-ahead", PostAsync(
            "/v1/history", $$"""{"iin":"{{Showcase}}","knownAt":1000000}"""), 422);
        await KeepAsync("problem-instant-ahead", PostAsync(
            "/v1/history", $$"""{"iin":"{{Showcase}}","knownAt":"2126-01-01T00:00:00Z"}"""), 422);
    }

    private async Task WhatIfAsync()
    {
        const string call = "/v1/coverage/what-if";
        const string payment = """
            {"command":"record-payment","iin":"850412499001","reference":"w","kind":"self","period":"2026-11",
            "amount":4250,"paidOn":"2026-12-01","payer":"850412499001"}
            """;
        await KeepAsync("what-if", PostAsync(
            call, $$"""{"iin":"{{Showcase}}","at":"2027-02-01","lang":"kk","commands":[{{payment}}]}"""));
        await KeepAsync("refused-what-if", PostAsync(
            call, $$"""{"iin":"{{Showcase}}","today":"2026-11-30","commands":[{{payment}}]}"""), 422);
        await KeepAsync("problem-unreadable-what-if", PostAsync(
            call,
            $$"""
            {"iin":"{{Showcase}}","commands":[1,
            {"command":"record-region","iin":"{{Unemployed}}","region":"75","from":"2026-01-01"}]}
            """), 400);
    }

    private async Task BatchAsync()
    {
        const string call = "/v1/coverage/batch";
        var stranger = TestIin.Grown(206);
        await KeepAsync("batch", PostAsync(call, $$"""{"iins":["{{Showcase}}","{{stranger}}"],"at":"2026-11-22"}"""));
        await KeepAsync("refused-batch", PostAsync(call, $$"""{"iins":["{{stranger}}","850412499002","x"]}"""), 422);
        await KeepAsync("problem-unreadable-batch", PostAsync(call, """{"iins":[1],"when":1}"""), 400);
        string[] lines =
        [
            $$"""{"iin":"{{Showcase}}","at":"2020-03-15"}""", "{}", """{"iin":"850412499002"}""",
            new string('x', 2_000),
            $$"""{"iin":"{{stranger}}"}""",
        ];
        await KeepAsync("batch-lines", SendAsync(
            HttpMethod.Post, call, Encoding.UTF8.GetBytes(string.Join('\n', lines)), "application/x-ndjson", []));
    }

    private Task AskAsync(string name, string iin, string at, string more = "") => KeepAsync(
        $"coverage-{name}", PostAsync("/v1/coverage", $$"""{"iin":"{{iin}}","at":"{{at}}"{{more}}}"""));

    private async Task MustAsync(params string[] commands)
    {
        foreach (var command in commands)
        {
            (await RecordAsync(command)).ShouldBe(201);
        }
    }

    private async Task MustImportAsync(string iin, string kind, Month first, int months, Func<Month, DateOnly> paidOn)
    {
        var lines = Enumerable.Range(0, months).Select(n => Command("record-payment", iin, $$"""
            "reference":"r-{{n}}","kind":"{{kind}}","period":"{{first + n}}","amount":4250,
            "paidOn":"{{paidOn(first + n):yyyy-MM-dd}}","payer":"120440983692"
            """));
        var report = await ImportAsync(Encoding.UTF8.GetBytes(string.Join('\n', lines)), "?format=ndjson");
        report["accepted"].GetInt32().ShouldBe(months, report.Text);
    }

    private static string Command(string name, string iin, string fields) =>
        $$"""{"command":"{{name}}","iin":"{{iin}}",{{fields.Trim().ReplaceLineEndings("")}}}""";
}
