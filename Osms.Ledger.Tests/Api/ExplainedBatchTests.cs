using System.Text;
using System.Text.Json;

namespace Osms.Ledger.Tests.Api;

/// <summary>Many answers may be explained too, in the language asked for.</summary>
public sealed class ExplainedBatchTests(LedgerApi api) : IClassFixture<LedgerApi>
{
    private const string Call = "/v1/coverage/batch";

    [Fact]
    public async Task Explained_answers_of_a_batch_are_those_of_single_questions()
    {
        var people = Enumerable.Range(1, 4).Select(n => TestIin.Grown(n)).ToList();
        await api.RecordAsync(CommandCallTests.Payment(people[1]));
        await api.GetAsync("/health/ready");
        var iins = string.Join("\",\"", people);

        var many = (await api.PostAsync(
            Call, $$"""{"iins":["{{iins}}"],"at":"2026-11-22","explain":true,"lang":"kk"}""")).ShouldBe(200);
        var lines = Lines(await SendAsync(people, "?at=2026-11-22&explain=true", ("Accept-Language", "kk")));

        for (var i = 0; i < people.Count; i++)
        {
            var one = await api.PostAsync(
                "/v1/coverage", $$"""{"iin":"{{people[i]}}","at":"2026-11-22","lang":"kk"}""");
            one["why"].GetArrayLength().ShouldBeGreaterThan(3);
            many["answers"][i].GetRawText().ShouldBe(one.Text);
            lines[i].ShouldBe(one.Text);
        }
    }

    [Theory]
    [InlineData(1_000, 200)]
    [InlineData(1_001, 413)]
    public async Task At_most_a_thousand_are_explained_at_once(int count, int status)
    {
        var iins = string.Join("\",\"", Enumerable.Repeat(TestIin.Grown(7), count));

        (await api.PostAsync(Call, $$"""{"iins":["{{iins}}"],"explain":true}""")).ShouldBe(status);
    }

    [Fact]
    public async Task What_is_wrong_with_the_wishes_for_lines_is_told() =>
        (await SendAsync([TestIin.Grown(1)], "?explain=yes&lang=de")).ShouldBeProblem(400, "unreadable").Errors
            .ShouldBe(["explain: unreadable", "lang: unreadable"]);

    private static string[] Lines(Reply reply) => reply.ShouldBe(200).Text.TrimEnd('\n').Split('\n');

    private Task<Reply> SendAsync(
        IEnumerable<string> people, string query, params (string Name, string Value)[] headers) =>
        api.SendAsync(
            HttpMethod.Post, Call + query,
            Encoding.UTF8.GetBytes(string.Join('\n', people.Select(iin => JsonSerializer.Serialize(new { iin })))),
            "application/x-ndjson", headers);
}
