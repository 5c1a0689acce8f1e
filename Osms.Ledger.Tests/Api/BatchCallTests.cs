using System.Text;
using System.Text.Json;

namespace Osms.Ledger.Tests.Api;

public sealed class BatchCallTests(LedgerApi api) : IClassFixture<LedgerApi>
{
    private const string Call = "/v1/coverage/batch";

    [Fact]
    public async Task Many_answers_are_those_of_single_questions_without_their_explanation()
    {
        var people = Enumerable.Range(1, 5).Select(n => TestIin.Grown(n)).ToList();
        await api.RecordAsync(CommandCallTests.Payment(people[1]));
        await api.RecordAsync(CommandCallTests.Payment(people[3]));
        var position = (await api.GetAsync("/health/ready")).Position;

        var many = await api.PostAsync(Call, $$"""{"iins":["{{string.Join("\",\"", people)}}"],"at":"2026-11-22"}""");
        var lines = await SendLinesAsync(people.Select(iin => $$"""{"iin":"{{iin}}","at":"2026-11-22"}"""));

        many.ShouldBe(200).Position.ShouldBe(position);
        lines.Count.ShouldBe(people.Count);
        for (var i = 0; i < people.Count; i++)
        {
            var one = await api.PostAsync(
                "/v1/coverage", $$"""{"iin":"{{people[i]}}","at":"2026-11-22","explain":false}""");
            many["answers"][i].GetRawText().ShouldBe(one.Text);
            lines[i].GetRawText().ShouldBe(one.Text);
        }
    }

    [Theory]
    [InlineData(10_000, 200)]
    [InlineData(10_001, 413)]
    public async Task A_batch_has_at_most_ten_thousand(int count, int status)
    {
        var iins = string.Join("\",\"", Enumerable.Repeat(TestIin.Grown(7), count));

        var reply = (await api.PostAsync(Call, $$"""{"iins":["{{iins}}"]}""")).ShouldBe(status);

        if (status == 200)
        {
            reply["answers"].GetArrayLength().ShouldBe(count);
        }
    }

    [Fact]
    public async Task An_empty_batch_has_no_answers()
    {
        (await api.PostAsync(Call, """{"iins":[]}""")).ShouldBe(200)["answers"].GetArrayLength().ShouldBe(0);
        (await SendLinesAsync([])).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_bad_line_has_its_number_in_its_place()
    {
        var lines = await SendLinesAsync(
        [
            $$"""{"iin":"{{TestIin.Grown(1)}}"}""", "", "x", """{"iin":"850412499002"}""", """{"iin":"\ud800"}""",
            $$"""{"iin":"{{TestIin.Grown(2)}}"}""",
        ]);

        lines.Select(line => line.TryGetProperty("error", out var error)
                ? $"{line.GetProperty("line")}: {error.GetProperty("code")}"
                : line.GetProperty("iin").GetString())
            .ShouldBe([TestIin.Grown(1), "3: unreadable", "4: iin-invalid", "5: unreadable", TestIin.Grown(2)]);
    }

    [Theory]
    [InlineData("?knownAt=999999999", 422, "position-ahead")]
    [InlineData("?knownAt=2126-01-01T00:00:00Z", 422, "instant-ahead")]
    [InlineData("?knownAt=x", 400, "unreadable")]
    [InlineData("?at=2026-02-30", 400, "unreadable")]
    [InlineData("?know_at=1", 400, "unreadable")]
    [InlineData("?at=2026-01-01&at=2026-01-02", 400, "unreadable")]
    public async Task A_position_or_day_that_cannot_be_is_a_problem_before_any_line(
        string query, int status, string code) => (await api.SendAsync(
            HttpMethod.Post, Call + query, "{}"u8.ToArray(), "application/x-ndjson", [])).ShouldBeProblem(status, code);

    [Fact]
    public async Task Every_number_that_is_no_IIN_is_named_by_its_place() =>
        (await api.PostAsync(Call, $$"""{"iins":["x","{{TestIin.Grown(1)}}","850412499002"]}"""))
            .ShouldBeProblem(422, "iin-invalid").Errors.ShouldBe(["iins[0]: iin-invalid", "iins[2]: iin-invalid"]);

    private async Task<IReadOnlyList<JsonElement>> SendLinesAsync(IEnumerable<string> lines)
    {
        var body = Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\r\n")));
        var reply = (await api.SendAsync(HttpMethod.Post, Call, body, "Application/x-NDJSON", [])).ShouldBe(200);
        return
        [
            .. reply.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => JsonDocument.Parse(line).RootElement),
        ];
    }
}
