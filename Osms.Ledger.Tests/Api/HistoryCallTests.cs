using System.Text.Json;
using Osms.Ledger.Tests.Commands;
using Osms.Ledger.Tests.Import;

namespace Osms.Ledger.Tests.Api;

/// <summary>A history for an auditor, in every form, over HTTP and on the command line.</summary>
public sealed class HistoryCallTests(LedgerApi api) : IClassFixture<LedgerApi>
{
    private const string Call = "/v1/history";
    private const string Unemployed = "910702499379";
    private static readonly string Question = $$"""{"iin":"{{Unemployed}}","at":"2026-11-22"}""";

    [Fact]
    public async Task NDJSON_CSV_and_the_command_line_say_what_JSON_says()
    {
        await ImportAsync();
        var whole = (await api.PostAsync(Call, Question)).ShouldBe(200);
        var lines = (await api.PostAsync($"{Call}?format=ndjson", Question)).ShouldBe(200).Text;
        var csv = (await api.PostAsync($"{Call}?format=csv", Question)).ShouldBe(200).Text;

        var events = whole["events"].EnumerateArray().ToList();
        events.Count.ShouldBeGreaterThan(1);
        lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldBe(events.Select(
            e => $"{{\"iin\":\"{Unemployed}\",\"at\":\"2026-11-22\",{e.GetRawText()[1..]}"));
        var rows = Rows(csv);
        rows.Count.ShouldBe(1 + events.Count);
        rows.Skip(1).Select(row => string.Join('|', row)).ShouldBe(events.Select(e => string.Join('|', Cells(e))));

        (await api.PostAsync(Call, Question, ("Accept", "text/csv"))).Text.ShouldBe(csv);
        (await api.PostAsync(Call, Question, ("Accept", "application/x-ndjson"))).Text.ShouldBe(lines);
        (await RunAsync("history", Unemployed, "--at", "2026-11-22", "--csv")).ShouldEndWith(0).Output.ShouldBe(csv);
        (await RunAsync("history", Unemployed, "--at", "2026-11-22", "--ndjson")).ShouldEndWith(0).Output
            .ShouldBe(lines);
        var json = (await RunAsync("history", Unemployed, "--at", "2026-11-22", "--json")).ShouldEndWith(0).Output;
        JsonSerializer.Serialize(JsonDocument.Parse(json).RootElement)
            .ShouldBe(JsonSerializer.Serialize(whole.Json));
    }

    [Fact]
    public async Task Between_two_positions_there_is_what_was_recorded_there_and_the_answer_at_both_ends()
    {
        await ImportAsync();
        var whole = await api.PostAsync(Call, Question);
        var first = whole["events"][0];
        var rest = (await api.PostAsync(
            Call, $"{Question[..^1]},\"fromPosition\":{first.GetProperty("position")}}}")).ShouldBe(200);

        rest["events"].EnumerateArray().Select(e => e.GetRawText())
            .ShouldBe(whole["events"].EnumerateArray().Skip(1).Select(e => e.GetRawText()));
        rest["from"].GetRawText().ShouldBe(first.GetProperty("after").GetRawText());
        rest["to"].GetRawText().ShouldBe(whole["to"].GetRawText());
        rest["from"].GetRawText().ShouldNotBe(rest["to"].GetRawText(), "a control");
        whole["events"][1].GetProperty("changed").GetBoolean().ShouldBeTrue();

        var shown = (await RunAsync(
            "history", Unemployed, "--at", "2026-11-22", "--from", $"{first.GetProperty("position")}", "--lang", "ru"))
            .ShouldEndWith(0).Output;
        shown.ShouldContain("Льготная");
        shown.ShouldContain(
            "2026-11-22 was answered with \"no: owed\" before, and is with \"yes: category, local\" after.");
    }

    [Fact]
    public async Task Nothing_lies_between_a_position_and_an_instant_before_it()
    {
        await ImportAsync();
        var answer = (await api.PostAsync(
            Call, $"{Question[..^1]},\"fromPosition\":1,\"knownAt\":\"1999-12-31T23:59:59Z\"}}")).ShouldBe(200);

        answer["events"].GetArrayLength().ShouldBe(0);
        (answer["fromPosition"].GetInt64(), answer["position"].GetInt64()).ShouldBe((0, 0));
        answer["from"].GetRawText().ShouldBe(answer["to"].GetRawText());
    }

    [Theory]
    [InlineData("\"fromPosition\":4,\"knownAt\":3", "fromPosition: unreadable")]
    [InlineData("\"fromPosition\":-1", "fromPosition: unreadable")]
    [InlineData("\"at\":\"2026-02-30\"", "at: unreadable")]
    [InlineData("\"lang\":\"de\"", "lang: unreadable")]
    [InlineData("\"explain\":true", "explain: unreadable")]
    public async Task What_is_wrong_with_a_question_is_told(string field, string error) =>
        (await api.PostAsync(Call, $"{Question[..^1].Replace("\"at\":\"2026-11-22\"", field)}}}"))
            .ShouldBeProblem(400, "unreadable").Errors.ShouldBe([error]);

    [Fact]
    public async Task A_position_that_has_not_come_is_told() => (await api.PostAsync(
        Call, $"{Question[..^1]},\"fromPosition\":1000000}}")).ShouldBeProblem(422, "position-ahead");

    [Theory]
    [InlineData("--csv", "--ndjson", "Name one of --json, --csv and --ndjson.")]
    [InlineData("--from", "-1", "--from is a position: a whole number from 0.")]
    [InlineData("--from=4", "--known-at=3", "--from is not after --known-at.")]
    public async Task What_does_not_go_together_is_wrong_usage(string one, string other, string why) =>
        (await RunAsync("history", Unemployed, one, other)).ShouldEndWith(2).Error.ShouldContain(why);

    private async Task ImportAsync()
    {
        (await api.ImportAsync(
            await File.ReadAllBytesAsync(SampleFiles.PathOf("register.ndjson")), "?name=register.ndjson"))
            .ShouldBe(200);

        // Looks how far the ledger is settled: from here on that is the position of every answer.
        (await api.GetAsync("/health/ready")).ShouldBe(200);
    }

    private static IEnumerable<string> Cells(JsonElement one)
    {
        string[] before = ["position", "version", "type", "recordedAt", "by", "source", "correlationId", "text"];
        return
        [
            Unemployed, "2026-11-22", .. before.Select(name => Text(one, name)), Text(one, "changed"),
            .. Day(one.GetProperty("before")), .. Day(one.GetProperty("after")), Text(one, "annulledBy"),
            Text(one, "refundedBy"), Text(one, "data"),
        ];

        static string[] Day(JsonElement day) => [Text(day, "insured"), Text(day, "basis"), Text(day, "payer")];
    }

    private static string Text(JsonElement of, string name) => !of.TryGetProperty(name, out var value) ? string.Empty
        : value.ValueKind switch
        {
            JsonValueKind.Null => string.Empty,
            JsonValueKind.String => value.GetString()!,
            _ => value.GetRawText(),
        };

    // No field of these has a line break.
    private static List<List<string>> Rows(string csv)
    {
        var rows = new List<List<string>>();
        foreach (var line in csv.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var (row, field, quoted) = (new List<string>(), string.Empty, false);
            for (var i = 0; i < line.Length; i++)
            {
                if (quoted && line[i] == '"' && i + 1 < line.Length && line[i + 1] == '"')
                {
                    field += line[++i];
                }
                else if (line[i] == '"')
                {
                    quoted = !quoted;
                }
                else if (line[i] == ',' && !quoted)
                {
                    row.Add(field);
                    field = string.Empty;
                }
                else
                {
                    field += line[i];
                }
            }

            rows.Add([.. row, field]);
        }

        return rows;
    }

    private Task<Ended> RunAsync(params string[] args) =>
        LedgerProgram.RunAsync([("ConnectionStrings__Ledger", api.Database)], args);
}
