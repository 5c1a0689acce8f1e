using System.Text.Json;

namespace Osms.Ledger.Tests.Api;

/// <summary>Every list is the same in pages and as lines, however it is asked for.</summary>
public sealed class ListCallTests(ListCallTests.Filled api) : IClassFixture<ListCallTests.Filled>
{
    private static readonly string Category = $$"""
        {"command":"grant-category","iin":"{{TestIin.Grown(402)}}","category":"disabled","from":"2026-10-01",
         "document":"d"}
        """;

    public static TheoryData<string, string, string, int> Lists => new()
    {
        { "/v1/contributions/employers", "employers", """ "month":"2026-10" """, 2 },
        {
            "/v1/contributions/employer/people", "people",
            $$""" "payer":"{{PaidContributions.Employer}}","month":"2026-10" """, 3
        },
        { "/v1/contributions/remarks", "remarks", """ "all":true """, 4 },
        { "/v1/reconciliation/persons", "persons", """ "month":"2026-10","payer":"contributors" """, 5 },
        { "/v1/reconciliation/differences/persons", "persons", """ "month":"2026-10","from":0 """, 11 },
    };

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task Pages_one_after_the_other_are_the_lines_of_all(
        string path, string rows, string question, int count)
    {
        var paged = new List<string>();
        var cursor = "null";
        for (var pages = 0; cursor.Length > 0; pages++)
        {
            pages.ShouldBeLessThan(50);
            var page = (await api.PostAsync(path, $$"""{{{question}},"limit":1,"cursor":{{cursor}}}""")).ShouldBe(200);
            paged.AddRange(page[rows].EnumerateArray().Select(row => row.GetRawText()));
            cursor = page.Json.TryGetProperty("cursor", out var next) ? next.GetRawText() : "";
        }

        var lines = (await api.PostAsync($"{path}?format=ndjson", $$"""{{{question}}}""")).ShouldBe(200);
        lines.ContentType.ShouldBe("application/x-ndjson");
        paged.ShouldBe(lines.Text.TrimEnd('\n').Split('\n'));
        paged.Count.ShouldBe(count);
        var csv = (await api.PostAsync(path, $$"""{{{question}}}""", ("Accept", "text/csv"))).ShouldBe(200);
        csv.ContentType.ShouldBe("text/csv");
        csv.Text.Count(c => c == '\n').ShouldBeGreaterThan(count);
    }

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task A_cursor_of_another_question_or_none_at_all_is_refused(
        string path, string rows, string question, int count)
    {
        var page = (await api.PostAsync(path, $$"""{{{question}},"limit":1}""")).ShouldBe(200);
        page[rows].GetArrayLength().ShouldBeLessThanOrEqualTo(count);
        var cursor = page["cursor"].GetString()!;
        var other = question.Contains("2026-10") ? question.Replace("2026-10", "2026-09") : """ "all":false """;

        (await api.PostAsync(path, $$"""{{{other}},"cursor":"{{cursor}}"}""")).ShouldBeProblem(400, "unreadable")
            .Errors.ShouldBe(["cursor: unreadable"]);
        (await api.PostAsync(path, $$"""{{{question}},"cursor":"x"}""")).ShouldBeProblem(400, "unreadable");

        // The place is not secret: whoever makes another up gets a page of the list, or none.
        var bytes = System.Buffers.Text.Base64Url.DecodeFromChars(cursor);
        bytes.AsSpan(sizeof(long), 4 * sizeof(long)).Fill(0x7f);
        var madeUp = System.Buffers.Text.Base64Url.EncodeToString(bytes);
        var reply = await api.PostAsync(path, $$"""{{{question}},"cursor":"{{madeUp}}"}""");
        reply.Status.ShouldBeOneOf(200, 422);
    }

    [Fact]
    public async Task Everything_wrong_with_a_question_is_said_once()
    {
        var reply = await api.PostAsync(
            "/v1/reconciliation/differences/persons",
            """{"month":1,"from":"x","to":-1,"cause":"y","payer":"bank","region":2,"limit":0,"cursor":3,"who":4}""");

        reply.ShouldBeProblem(400, "unreadable").Errors.Order().ShouldBe(
        [
            "cause: unreadable", "cursor: unreadable", "from: unreadable", "limit: unreadable", "month: unreadable",
            "payer: unreadable", "region: unreadable", "to: unreadable", "who: unreadable",
        ]);
        (await api.PostAsync("/v1/contributions/remarks", "[]")).ShouldBeProblem(400, "unreadable")
            ["errors"].EnumerateArray().ShouldHaveSingleItem().GetProperty("field").ValueKind
            .ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task The_people_behind_a_difference_are_asked_for_since_the_closing_as_the_difference_is()
    {
        const string path = "/v1/reconciliation/differences";
        (await api.GetAsync($"{path}?month=2026-09")).ShouldBeProblem(422, "month-not-closed");
        (await api.PostAsync($"{path}/persons", """{"month":"2026-09"}""")).ShouldBeProblem(422, "month-not-closed");
        (await api.PostAsync("/v1/months/2026-08/close", "{}")).ShouldBe(201);
        (await api.GetAsync($"{path}?month=2026-08")).ShouldBe(200)["accounts"].GetArrayLength().ShouldBe(0);

        (await api.PostAsync($"{path}/persons", """{"month":"2026-08"}""")).ShouldBe(200)
            ["persons"].GetArrayLength().ShouldBe(0);
        var reversed = await api.PostAsync($"{path}/persons", """{"month":"2026-10","from":12,"to":0}""");
        reversed.ShouldBe(200)["persons"].GetRawText().ShouldBe(
            (await api.PostAsync($"{path}/persons", """{"month":"2026-10","from":0,"to":12}"""))["persons"]
            .GetRawText());
    }

    /// <summary>A service whose ledger has payments and a category.</summary>
    public sealed class Filled : LedgerApi
    {
        public override async Task InitializeAsync()
        {
            await base.InitializeAsync();
            await PaidContributions.SendAsync(this);
            (await RecordAsync(Category)).ShouldBe(201);
            (await GetAsync("/health/ready")).ShouldBe(200);
        }
    }
}
