using System.Text;
using Osms.Ledger.Tests.Api;

namespace Osms.Ledger.Tests.Limits;

/// <summary>What a request may measure, met from both sides; every limit has a code of its own.</summary>
public sealed class SizeLimitTests(LedgerApi api) : IClassFixture<LedgerApi>
{
    private static readonly string Iin = TestIin.Grown(1);

    public static TheoryData<string> JsonCalls() =>
        ["/v1/commands", "/v1/coverage", "/v1/coverage/timeline", "/v1/history", "/v1/coverage/batch"];

    [Theory]
    [InlineData(8 * 1024, 200)]
    [InlineData((8 * 1024) + 1, 414)]
    public async Task An_address_has_a_longest_length(int length, int status)
    {
        const string path = "/health/live?";

        var reply = await GetRawAsync(path + new string('x', length - path.Length));

        ShouldBe(reply, status, "address-too-long");
    }

    [Theory]
    [InlineData(100, 3_000, 200)]
    [InlineData(101, 3_000, 431)]
    [InlineData(5, 32 * 1024, 200)]
    [InlineData(5, (32 * 1024) + 1, 431)]
    public async Task Headers_have_a_largest_number_and_size(int count, int bytes, int status)
    {
        // Host is one of them, with five bytes, the others have four each, and the last one what is left.
        var headers = Enumerable.Range(100, count - 1).Select(n => $"{n}: x").ToList();
        headers[^1] += new string('x', bytes - 5 - (4 * headers.Count));

        var reply = await GetRawAsync("/health/live", [.. headers]);

        ShouldBe(reply, status, "headers-too-large");
    }

    [Theory]
    [InlineData(100_000, 0, 414)]
    [InlineData(10, 200_000, 431)]
    public async Task Far_beyond_the_server_itself_ends_it(int address, int headers, int status) =>
        (await GetRawAsync("/" + new string('x', address), $"X: {new string('x', headers)}")).Status.ShouldBe(status);

    [Theory]
    [MemberData(nameof(JsonCalls))]
    public async Task JSON_has_at_most_eight_levels(string call)
    {
        (await api.PostAsync(call, Nested(8))).ShouldBeProblem(400, "unreadable");
        (await api.PostAsync(call, Nested(9))).ShouldBeProblem(400, "nested-too-deep");
        (await api.PostAsync(call, Nested(9)[..^9])).ShouldBeProblem(400, "nested-too-deep");
        (await api.PostAsync(call, Nested(8_000))).ShouldBeProblem(400, "nested-too-deep");
        (await api.PostAsync(call, Nested(8)[..^1])).ShouldBeProblem(400, "unreadable");
    }

    [Theory]
    [MemberData(nameof(JsonCalls))]
    public async Task The_errors_that_are_listed_are_bounded_and_repeat_no_digits(string call)
    {
        var fields = string.Join(',', Enumerable.Range(0, 3_000).Select(n => $"\"{n:D12}\":1"));

        var reply = (await api.PostAsync(call, $$"""{{{fields}}}""")).ShouldBeProblem(400, "unreadable");

        reply["errors"].GetArrayLength().ShouldBe(33);
        reply["errors"][32].GetProperty("detail").GetString().ShouldBe("There are more problems than are listed here.");
        reply["errors"].GetRawText().ShouldContain("************");
        reply["errors"].GetRawText().ShouldNotMatch("[0-9]{4}[^-]");
    }

    [Theory]
    [InlineData(200, 201)]
    [InlineData(201, 400)]
    public async Task A_free_text_has_at_most_200_characters(int length, int status)
    {
        var reply = await api.RecordAsync($$"""
            {"command":"record-region","iin":"{{Iin}}","region":"75","from":"2020-01-01",
             "reference":"{{new string('ж', length)}}"}
            """);

        ShouldBe(reply, status, "text-too-long");
    }

    [Fact]
    public async Task Of_several_kinds_of_errors_the_whole_is_unreadable() => (await api.RecordAsync($$"""
        {"command":"record-region","iin":"{{Iin}}","from":"2020-01-01","reference":"{{new string('x', 201)}}"}
        """)).ShouldBeProblem(400, "unreadable").Errors.ShouldBe(["region: unreadable", "reference: text-too-long"]);

    [Theory]
    [InlineData(10_000, 200)]
    [InlineData(10_001, 413)]
    public async Task A_batch_as_JSON_has_at_most_ten_thousand(int count, int status)
    {
        var iins = string.Join("\",\"", Enumerable.Repeat(Iin, count));

        ShouldBe(await api.PostAsync("/v1/coverage/batch", $$"""{"iins":["{{iins}}"]}"""), status, "batch-too-long");
    }

    [Theory]
    [InlineData(64 * 1024, 3, "")]
    [InlineData((64 * 1024) + 1, 2, "2: line-too-long")]
    public async Task A_line_of_a_file_has_at_most_64_KiB_and_the_others_are_not_lost(
        int length, int accepted, string problem)
    {
        var lines = Enumerable.Range(length, 3)
            .Select(n => CommandCallTests.Payment(TestIin.Grown(10), $"{length}/{n}").ReplaceLineEndings("")).ToList();
        lines[1] = lines[1].PadRight(length);

        var reply = (await api.ImportAsync(Encoding.UTF8.GetBytes(string.Join('\n', lines)))).ShouldBe(200);

        reply["accepted"].GetInt32().ShouldBe(accepted, reply.Text);
        string.Join(' ', reply["problems"].EnumerateArray()
            .Select(p => $"{p.GetProperty("line")}: {p.GetProperty("code")}")).ShouldBe(problem);
    }

    [Theory]
    [InlineData(1_024, "iin")]
    [InlineData(1_025, "line-too-long")]
    public async Task A_line_of_a_batch_has_at_most_1_KiB_and_the_others_are_answered(int length, string second)
    {
        var line = $$"""{"iin":"{{Iin}}"}""";
        var body = Encoding.UTF8.GetBytes($"\uFEFF{line}\n{line.PadRight(length)}\n{line}\n");

        var reply = (await api.SendAsync(HttpMethod.Post, "/v1/coverage/batch", body, "application/x-ndjson", []))
            .ShouldBe(200);

        var answers = reply.Text.TrimEnd('\n').Split('\n');
        answers.Length.ShouldBe(3);
        (answers[0], answers[2]).ShouldBe((answers[2], answers[0]));
        answers[1].ShouldContain($"\"{second}\"");
    }

    [Fact]
    public async Task A_long_name_of_who_records_is_cut_between_characters()
    {
        var iin = TestIin.Grown(2);
        var body = CommandCallTests.Payment(iin);
        var reply = await RawCall.AskAsync(api.Address, RawCall.Head(
            "POST /v1/commands HTTP/1.1", "Host: x", "Content-Type: application/json",
            $"Content-Length: {Encoding.UTF8.GetByteCount(body)}", $"Osms-Actor: {new string('a', 199)}😀",
            $"X-Correlation-Id: {new string('b', 198)}😀😀") + body);

        reply.ShouldBe(201);
        var stored = (await api.PostAsync("/v1/history", $$"""{"iin":"{{iin}}"}"""))["events"][0];
        stored.GetProperty("by").GetString().ShouldBe(new string('a', 199));
        stored.GetProperty("correlationId").GetString().ShouldBe(new string('b', 198) + "😀");
    }

    private static void ShouldBe(Reply reply, int status, string code)
    {
        if (status < 400)
        {
            reply.ShouldBe(status);
        }
        else
        {
            reply.ShouldBeProblem(status, code);
        }
    }

    private Task<Reply> GetRawAsync(string target, params string[] headers) =>
        RawCall.AskAsync(api.Address, RawCall.Head([$"GET {target} HTTP/1.1", "Host: x", .. headers]));

    private static string Nested(int levels) =>
        string.Concat(Enumerable.Repeat("{\"iin\":", levels - 1)) + "{}" + new string('}', levels - 1);
}
