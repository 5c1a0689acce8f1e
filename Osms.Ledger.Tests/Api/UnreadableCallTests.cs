using System.Text;

namespace Osms.Ledger.Tests.Api;

/// <summary>
/// Whatever is sent, the answer says what is wrong with it; nothing a caller sends is the service's mistake.
/// </summary>
public sealed class UnreadableCallTests(LedgerApi api) : IClassFixture<LedgerApi>
{
    private static readonly string Iin = TestIin.Grown(1);

    private static readonly string[] Calls =
        ["/v1/commands", "/v1/coverage", "/v1/coverage/timeline", "/v1/history", "/v1/coverage/batch"];

    public static TheoryData<string> JsonCalls() => [.. Calls];

    public static TheoryData<string, string> Garbage()
    {
        var data = new TheoryData<string, string>();
        string[] bodies =
        [
            "", " ", "null", "1", "[]", "\"x\"", "{", "{}", "{\"iin\":}", "{\"iin\":\"1\"} x", "\u0000",
            "{\"iin\":\"1\",\"iin\":\"1\"}", "{\"iin\":null}", "{\"iin\":850412499001}", "{\"iin\":[\"850412499001\"]}",
            "{\"iin\":\"\\ud800\"}", "{\"\\ud800\":\"1\"}",
        ];
        foreach (var call in Calls)
        {
            foreach (var body in bodies)
            {
                data.Add(call, body);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Garbage))]
    public async Task What_is_no_request_is_unreadable(string call, string body)
    {
        var reply = await api.PostAsync(call, body);

        reply.ShouldBeProblem(400, "unreadable").Errors.ShouldNotBeEmpty();
    }

    [Theory]
    [MemberData(nameof(JsonCalls))]
    public async Task Bytes_that_are_no_text_are_unreadable(string call)
    {
        byte[] body = [.. "{\"iin\":\""u8, 0xC3, 0x28, 0xFF, .. "\"}"u8];

        (await api.SendAsync(HttpMethod.Post, call, body, "application/json", [])).ShouldBeProblem(400, "unreadable");
    }

    [Theory]
    [MemberData(nameof(JsonCalls))]
    public async Task A_body_may_have_64_KiB_and_no_more(string call)
    {
        var fits = $$"""{"iin":"{{Iin}}"}""" + new string(' ', (64 * 1024) - 22);
        Encoding.UTF8.GetByteCount(fits).ShouldBe(64 * 1024);

        (await api.PostAsync(call, fits)).Status.ShouldNotBe(413);
        var isBatch = call.EndsWith("/batch", StringComparison.Ordinal);
        (await api.PostAsync(call, isBatch ? new string(' ', (1 << 20) + 1) : fits + " "))
            .ShouldBeProblem(413, "body-too-large");
        (await api.PostAsync(call, new string(' ', 40_000_000))).ShouldBeProblem(413, "body-too-large");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data; boundary=x")]
    public async Task Only_JSON_is_read_where_JSON_is_asked_for(string? contentType)
    {
        foreach (var call in Calls)
        {
            var body = Encoding.UTF8.GetBytes($$"""{"iin":"{{Iin}}"}""");
            (await api.SendAsync(HttpMethod.Post, call, body, contentType, []))
                .ShouldBeProblem(415, "unsupported-media-type");
        }
    }

    [Theory]
    [MemberData(nameof(JsonCalls))]
    public async Task What_belongs_in_the_body_is_not_taken_from_the_address(string call) =>
        (await api.PostAsync($"{call}?knownAt=1&123=4", $$"""{"iin":"{{Iin}}"}"""))
            .ShouldBeProblem(400, "unreadable").Errors.ShouldBe(["knownAt: unreadable", "***: unreadable"]);

    [Fact]
    public async Task Every_field_that_is_wrong_is_listed()
    {
        var reply = await api.RecordAsync("""
            {"command":"record-payment","reference":7,"kind":"self","period":"2026-13","amount":"12",
             "paidOn":"2026-02-30","level":"D","colour":"red"}
            """);

        reply.ShouldBeProblem(400, "unreadable").Errors.Order().ShouldBe(
        [
            "amount: unreadable", "colour: unreadable", "iin: unreadable", "level: unreadable", "paidOn: unreadable",
            "payer: unreadable", "period: unreadable", "reference: unreadable",
        ]);
    }

    [Fact]
    public async Task Every_field_of_a_question_that_is_wrong_is_listed()
    {
        var reply = await api.PostAsync(
            "/v1/coverage", """{"iin":1,"at":"22.11.2026","knownAt":true,"explain":"no","when":"now"}""");

        reply.ShouldBeProblem(400, "unreadable").Errors.Order().ShouldBe(
            ["at: unreadable", "explain: unreadable", "iin: unreadable", "knownAt: unreadable", "when: unreadable"]);
    }

    [Theory]
    [InlineData("2026-11-22")]
    [InlineData("2026-11-22T10:00:00")]
    [InlineData("yesterday")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("99999999999999999999")]
    [InlineData("0001-01-01T00:00:00+14:00")]
    [InlineData("9999-12-31T23:59:59.9999999-14:00")]
    [InlineData("")]
    public async Task A_known_at_without_a_zone_or_of_no_kind_is_unreadable(string knownAt) =>
        (await api.PostAsync("/v1/coverage", $$"""{"iin":"{{Iin}}","knownAt":"{{knownAt}}"}"""))
            .ShouldBeProblem(400, "unreadable").Errors.ShouldBe(["knownAt: unreadable"]);

    [Theory]
    [InlineData("at", "\"0000-01-01\"")]
    [InlineData("at", "\"2026-1-1\"")]
    [InlineData("at", "\"2026-01-01T00:00:00Z\"")]
    [InlineData("at", "20260101")]
    [InlineData("knownAt", "1e3")]
    [InlineData("knownAt", "-1")]
    [InlineData("knownAt", "9223372036854775808")]
    public async Task A_day_or_position_of_another_form_is_unreadable(string field, string value) =>
        (await api.PostAsync("/v1/coverage", $$"""{"iin":"{{Iin}}","{{field}}":{{value}}}"""))
            .ShouldBeProblem(400, "unreadable").Errors.ShouldBe([$"{field}: unreadable"]);

    [Theory]
    [InlineData("reference")]
    [InlineData("document")]
    public async Task A_text_with_a_zero_character_cannot_be_stored_and_is_unreadable(string field)
    {
        var command = $$"""
            {"command":"grant-category","iin":"{{Iin}}","category":"disabled","from":"2026-01-01","document":"d",
             "reference":"r"}
            """.Replace(field == "document" ? "\"d\"" : "\"r\"", "\"a\\u0000b\"", StringComparison.Ordinal);

        (await api.RecordAsync(command)).ShouldBeProblem(400, "unreadable").Errors.ShouldBe([$"{field}: unreadable"]);
    }

    [Theory]
    [InlineData("iin", "iin-invalid")]
    [InlineData("category", "category-unknown")]
    public async Task A_zero_character_in_a_code_is_an_unknown_code(string field, string code) =>
        (await api.RecordAsync("""
            {"command":"grant-category","iin":"850412499001","category":"disabled","from":"2026-01-01","document":"d"}
            """.Replace(field == "iin" ? "850412499001" : "disabled", "8504\\u00001", StringComparison.Ordinal)))
            .ShouldBeProblem(422, code);

    [Theory]
    [InlineData("text/html", "GET", "/v1/commands", 405, "method-not-allowed")]
    [InlineData("image/*", "GET", "/nowhere", 404, "not-found")]
    [InlineData("text/html,application/xhtml+xml", "POST", "/v1/commands", 415, "unsupported-media-type")]
    public async Task Who_says_to_take_no_JSON_is_told_what_is_wrong_all_the_same(
        string accept, string method, string path, int status, string code) =>
        (await api.SendAsync(HttpMethod.Parse(method), path, [], null, [("Accept", accept)]))
            .ShouldBeProblem(status, code)["traceId"].GetString().ShouldNotBeNullOrEmpty();

    [Theory]
    [InlineData("GET", "/v1/commands", 405, "method-not-allowed")]
    [InlineData("PUT", "/v1/coverage", 405, "method-not-allowed")]
    [InlineData("DELETE", "/v1/history", 405, "method-not-allowed")]
    [InlineData("POST", "/health/live", 405, "method-not-allowed")]
    [InlineData("GET", "/", 404, "not-found")]
    [InlineData("GET", "/v1/coverage/850412499001", 404, "not-found")]
    [InlineData("POST", "/v2/commands", 404, "not-found")]
    public async Task A_call_that_does_not_exist_is_a_problem_with_a_code(
        string method, string path, int status, string code)
    {
        var reply = await api.SendAsync(HttpMethod.Parse(method), path, null, null, []);

        reply.ShouldBeProblem(status, code);
        reply.Text.ShouldNotContain("850412499001");
    }
}
