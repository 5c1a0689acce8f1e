using System.Text.Json;
using Osms.Ledger.Regulation;

namespace Osms.Ledger.Tests.Api;

public sealed class CoverageCallTests(LedgerApi api) : IClassFixture<LedgerApi>
{
    [Fact]
    public async Task A_child_born_on_4_May_2012_is_insured_until_three_months_after_the_18th_birthday()
    {
        var child = TestIin.Born(new DateOnly(2012, 5, 4), 1);
        await RecordAsync(
            $$"""{"command":"record-region","iin":"{{child}}","region":"75","from":"2012-05-04"}""",
            $$"""
            {"command":"grant-category","iin":"{{child}}","category":"child","from":"2012-05-04","document":"d"}
            """);

        var answer = await AskAsync($$"""{"iin":"{{child}}","at":"2026-11-22","explain":false}""");

        answer.Text.ShouldBe(
            $$"""{"iin":"{{child}}","at":"2026-11-22","knownAt":null,"position":{{answer.Position}},"""
            + "\"regulation\":\"R4\","
            + $"\"rules\":\"{RuleBook.Embedded.Digest}\","
            + """
            "insured":true,"basis":"category","bases":["category","contributions"],"payer":"republican",
            "category":"child","region":"75","since":"2020-01-01","through":"2030-08-31"}
            """.ReplaceLineEndings("").Replace("\":\" ", "\":\"", StringComparison.Ordinal));
        (await AskAsync($$"""{"iin":"{{child}}","at":"2030-08-31"}"""))["insured"].GetBoolean().ShouldBeTrue();
        (await AskAsync($$"""{"iin":"{{child}}","at":"2030-09-01"}"""))["insured"].GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task Without_a_day_the_question_is_about_today_in_Kazakhstan()
    {
        var answer = await AskAsync($$"""{"iin":"{{TestIin.Grown(1)}}"}""");

        answer["at"].GetString().ShouldBe("2026-11-22");
        answer["knownAt"].ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData(",\"explain\":true", true)]
    [InlineData(",\"explain\":null", true)]
    [InlineData(",\"explain\":false", false)]
    public async Task An_explanation_is_left_out_on_request(string field, bool explained)
    {
        var answer = await AskAsync($$"""{"iin":"{{TestIin.Grown(2)}}","at":"2026-11-22"{{field}}}""");

        answer.Json.TryGetProperty("why", out _).ShouldBe(explained);
        answer.Json.TryGetProperty("waysBack", out _).ShouldBe(explained);
        answer["insured"].GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task Explained_or_not_from_the_table_or_from_the_events_the_answer_is_the_same()
    {
        var iin = TestIin.Grown(3);
        await RecordAsync(
            $$"""{"command":"record-region","iin":"{{iin}}","region":"71","from":"2020-01-01"}""",
            CommandCallTests.Payment(iin));
        string[] days = ["2019-12-31", "2020-06-30", "2026-11-04", "2026-11-05", "2027-01-31", "2027-02-01"];
        foreach (var day in days)
        {
            var question = $$"""{"iin":"{{iin}}","at":"{{day}}","explain":""";
            var table = await AskAsync(question + "false}");
            var events = await AskAsync(question + "true}");

            var shared = table.Json.EnumerateObject().Select(f => f.Name).Except(["position"]).ToList();
            shared.ShouldContain("through");
            shared.ShouldAllBe(name => events[name].GetRawText() == table[name].GetRawText());
        }
    }

    [Fact]
    public async Task Somebody_nobody_recorded_anything_about_is_answered_all_the_same()
    {
        var answer = await AskAsync($$"""{"iin":"{{TestIin.Grown(4)}}","at":"2026-11-22"}""");

        answer["insured"].GetBoolean().ShouldBeFalse();
        answer["basis"].GetString().ShouldBe("owed");
        answer["bases"].GetArrayLength().ShouldBe(0);
        answer["payer"].ValueKind.ShouldBe(JsonValueKind.Null);
        answer["waysBack"].GetArrayLength().ShouldBe(3);
        (await api.PostAsync("/v1/history", $$"""{"iin":"{{TestIin.Grown(4)}}"}""")).ShouldBe(200)["events"]
            .GetArrayLength().ShouldBe(0);
        (await api.PostAsync("/v1/coverage/timeline", $$"""{"iin":"{{TestIin.Grown(4)}}"}""")).ShouldBe(200)["runs"]
            .EnumerateArray().Select(r => r.GetProperty("basis").GetString())
            .ShouldBe(["not-in-force", "transition", "owed"]);
    }

    [Theory]
    [InlineData("850412499002")]
    [InlineData("85041249900")]
    [InlineData("8504124990011")]
    [InlineData("850412799001")]
    [InlineData("")]
    [InlineData("٨٥٠٤١٢٤٩٩٠٠١")]
    [InlineData(" 850412499001")]
    public async Task What_is_no_IIN_is_refused_on_every_question_and_not_repeated(string iin)
    {
        foreach (var call in (string[])["/v1/coverage", "/v1/coverage/timeline", "/v1/history"])
        {
            var reply = await api.PostAsync(call, $$"""{"iin":"{{iin}}"}""");

            reply.ShouldBeProblem(422, "iin-invalid").Errors.ShouldBe(["iin: iin-invalid"]);
            (iin.Length > 0 && reply.Text.Contains(iin, StringComparison.Ordinal)).ShouldBeFalse();
        }
    }

    [Theory]
    [InlineData("/v1/coverage", "lang")]
    [InlineData("/v1/coverage", "knownAt")]
    [InlineData("/v1/coverage/timeline", "knownAt")]
    [InlineData("/v1/history", "knownAt")]
    public async Task A_field_that_may_be_left_out_may_be_null(string call, string field) =>
        (await api.PostAsync(call, $$"""{"iin":"{{TestIin.Grown(5)}}","{{field}}":null}""")).ShouldBe(200);

    [Fact]
    public async Task A_timeline_has_no_gap_and_each_of_its_runs_is_what_the_day_says()
    {
        var iin = TestIin.Grown(6);
        await RecordAsync(
            CommandCallTests.Payment(iin),
            $$"""
            {"command":"grant-category","iin":"{{iin}}","category":"registered-unemployed","from":"2025-11-01",
             "through":"2026-02-28","document":"d"}
            """,
            $$"""{"command":"record-departure","iin":"{{iin}}","on":"2026-11-20","kind":"death"}""");

        var timeline = await api.PostAsync("/v1/coverage/timeline", $$"""{"iin":"{{iin}}"}""");

        var runs = timeline["runs"].EnumerateArray().ToList();
        runs[0].GetProperty("from").ValueKind.ShouldBe(JsonValueKind.Null);
        runs[^1].GetProperty("through").ValueKind.ShouldBe(JsonValueKind.Null);
        runs[^1].GetProperty("basis").GetString().ShouldBe("departed");
        for (var i = 1; i < runs.Count; i++)
        {
            Day(runs[i], "from").ShouldBe(Day(runs[i - 1], "through").AddDays(1));
            var answer = await AskAsync($$"""{"iin":"{{iin}}","at":"{{Day(runs[i], "from"):yyyy-MM-dd}}"}""");
            foreach (var field in (string[])["insured", "basis", "payer"])
            {
                runs[i].GetProperty(field).GetRawText().ShouldBe(answer[field].GetRawText());
            }
        }
    }

    private static DateOnly Day(JsonElement run, string field) =>
        DateOnly.Parse(run.GetProperty(field).GetString()!, null);

    private async Task<Reply> AskAsync(string question) =>
        (await api.PostAsync("/v1/coverage", question)).ShouldBe(200);

    private async Task RecordAsync(params string[] commands)
    {
        foreach (var command in commands)
        {
            (await api.RecordAsync(command)).ShouldBe(201);
        }
    }
}
