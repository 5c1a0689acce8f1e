using System.Text.Json;
using Osms.Ledger.Tests.Api;
using Osms.Ledger.Tests.Import;

namespace Osms.Ledger.Tests.Commands;

/// <summary>The verbs beside a running service that uses the same database.</summary>
public sealed class VerbTests(LedgerApi api) : IClassFixture<LedgerApi>, IDisposable
{
    private readonly DirectoryInfo _files = Directory.CreateTempSubdirectory("osms-verbs-");

    private static readonly string Register = SampleFiles.PathOf("register.ndjson");
    private static readonly string Employer = SampleFiles.PathOf("employer-2026-10.mt102");

    private (string, string)[] Database => [("ConnectionStrings__Ledger", api.Database)];

    [Fact]
    public async Task Files_are_imported_and_say_so_for_people_and_for_scripts()
    {
        var first = await RunAsync("import", Register, Employer);
        var again = await RunAsync("import", Register, Employer, "--json");

        first.ShouldEndWith(0).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(" rows")[0])
            .ShouldBe(["register.ndjson: 64", "employer-2026-10.mt102: 40"]);
        var reports = again.ShouldEndWith(0).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement).ToList();
        reports.Select(r => r.GetProperty("repeated").GetInt32()).ShouldBe([64, 40]);
        reports.ShouldAllBe(r => r.GetProperty("problemsTotal").GetInt32() == 0);
        var history = await api.PostAsync("/v1/history", """{"iin":"120504699914"}""");
        history["events"][0].GetProperty("by").GetString().ShouldBe(Environment.UserName);
        history["events"][0].GetProperty("source").GetString().ShouldBe("register.ndjson:27");

        var file = await WriteAsync("x.ndjson", "nonsense\n" + string.Concat(Enumerable.Repeat("{}\n", 30)));
        var refused = await RunAsync("import", file);
        refused.ShouldEndWith(1).Output.ShouldContain("31 rows = 0 accepted + 0 repeated + 0 refused + 31 unreadable");
        refused.Output.ShouldContain("line 1: unreadable: ");
        refused.Output.ShouldContain("31 problems in all; --json lists 31");
        (await RunAsync("import", file, "--format", "mt102")).ShouldEndWith(1);
    }

    [Fact]
    public async Task A_CSV_and_the_same_compressed_are_one()
    {
        var text = $"{CsvText.Header}\n{CsvText.With("iin", TestIin.Grown(77))}\n";
        var plain = await WriteAsync("x.csv", text);
        var packed = Path.Combine(_files.FullName, "x.csv.gz");
        var bytes = GzipTests.Pack(System.Text.Encoding.UTF8.GetBytes(text));
        await File.WriteAllBytesAsync(packed, bytes);

        (await RunAsync("import", plain, packed, "--format", "csv")).ShouldEndWith(0).Output
            .ShouldMatch("x.csv: 1 rows = 1 accepted(.|\n)*x.csv.gz: 1 rows = 0 accepted \\+ 1 repeated");
        await File.WriteAllBytesAsync(packed, bytes[..^9]);
        (await RunAsync("import", packed)).ShouldEndWith(1).Error.ShouldContain("x.csv.gz: The gzip is damaged");
    }

    [Fact]
    public async Task A_file_that_is_missing_or_of_no_known_format_is_named()
    {
        var unknown = await WriteAsync("x.dat", "hello");

        (await RunAsync("import", "no-such-file.ndjson")).ShouldEndWith(2).Error.ShouldContain("no-such-file.ndjson");
        (await RunAsync("import", unknown)).ShouldEndWith(1).Error.ShouldContain("x.dat: the format cannot be told");
    }

    [Theory]
    [InlineData("2026-11-22", null)]
    [InlineData("2020-03-15", "0")]
    [InlineData("2026-11-22", "2001-02-03T04:05:06+05:00")]
    public async Task Coverage_as_JSON_is_what_the_service_answers(string at, string? knownAt)
    {
        var iin = TestIin.Born(new DateOnly(2012, 5, 4), 3);
        await api.RecordAsync($$"""
            {"command":"grant-category","iin":"{{iin}}","category":"child","from":"2012-05-04","document":"Туу № 1"}
            """);
        await api.GetAsync("/health/ready");
        var known = knownAt is null or "0" ? knownAt ?? "null" : $"\"{knownAt}\"";

        var http = await api.PostAsync("/v1/coverage", $$"""{"iin":"{{iin}}","at":"{{at}}","knownAt":{{known}}}""");
        var verb = await RunAsync(
            ["coverage", iin, "--at", at, "--json", .. knownAt is null ? (string[])[] : ["--known-at", knownAt]]);

        verb.ShouldEndWith(0);
        using var answer = JsonDocument.Parse(verb.Output);
        JsonSerializer.Serialize(answer.RootElement).ShouldBe(JsonSerializer.Serialize(http.Json));
    }

    [Fact]
    public async Task Coverage_and_history_show_people_what_they_need()
    {
        var iin = TestIin.Grown(1);
        await api.RecordAsync(CommandCallTests.Payment(iin));

        var coverage = await RunAsync("coverage", iin, "--at", "2026-11-22");
        var history = await RunAsync("history", iin);
        var json = await RunAsync("history", iin, "--json");

        foreach (var word in (string[])["no", "owed", "2026-11-22", "R4", "paid", "way back: pay", "51000"])
        {
            coverage.ShouldEndWith(0).Output.ShouldContain(word);
        }

        foreach (var word in (string[])["payment_recorded", "12,750", "November", "1 event, as known at position"])
        {
            history.ShouldEndWith(0).Output.ShouldContain(word);
        }

        history.Output.ShouldNotContain("\u001b");
        JsonDocument.Parse(json.ShouldEndWith(0).Output).RootElement.GetProperty("events").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task A_file_of_questions_is_answered_line_by_line()
    {
        var (good, stranger) = (TestIin.Grown(2), TestIin.Grown(3));
        string[] questions = [$$"""{"iin":"{{good}}","at":"2020-03-15"}""", "x", $$"""{"iin":"{{stranger}}"}"""];
        var file = await WriteAsync("questions.ndjson", string.Join('\n', questions));

        var ended = (await RunAsync("coverage", "--file", file, "--at", "2019-12-31")).ShouldEndWith(1);

        ended.Error.ShouldBe("1 lines could not be asked; they have an error instead.\n");
        var lines = ended.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement).ToList();
        lines.Count.ShouldBe(3);
        lines[0].GetProperty("basis").GetString().ShouldBe("transition");
        lines[1].GetProperty("error").GetProperty("code").GetString().ShouldBe("unreadable");
        lines[2].GetProperty("basis").GetString().ShouldBe("not-in-force");
    }

    [Theory]
    [InlineData("coverage 850412499002", 1, "iin-invalid")]
    [InlineData("history 850412499002", 1, "iin-invalid")]
    [InlineData("coverage 850412499001 --known-at 999999999", 1, "position-ahead")]
    [InlineData("history 850412499001 --known-at 2126-01-01T00:00:00Z", 1, "instant-ahead")]
    [InlineData("coverage 850412499001 --known-at yesterday", 2, "--known-at is a position or an instant")]
    [InlineData("coverage 850412499001 --at 22.11.2026", 2, "--at is a day, yyyy-MM-dd.")]
    [InlineData("changes 850412499001 --from 3 --to 2", 2, "--to is not before --from.")]
    [InlineData("changes 850412499001 --from 999999999", 1, "position-ahead")]
    [InlineData("timeline 850412499002", 1, "iin-invalid")]
    [InlineData("coverage", 2, "Name either one IIN or a --file.")]
    [InlineData("coverage --file no-such-file.ndjson", 2, "no-such-file.ndjson")]
    [InlineData("history", 2, "history")]
    [InlineData("import", 2, "import")]
    [InlineData("import x --format xml", 2, "xml")]
    [InlineData("import x --own-kind employer", 2, "employer")]
    [InlineData("import x --parallel 0", 2, "--parallel is a number from 1 to 64.")]
    [InlineData("insure 850412499001", 2, "insure")]
    [InlineData("serve now", 2, "now")]
    [InlineData("verify --sample 0", 2, "--sample is at least 1.")]
    [InlineData("export --from 0", 2, "--from is a position from 1 on, and --to is not before it.")]
    [InlineData("export --from 7 --to 6", 2, "--from is a position from 1 on, and --to is not before it.")]
    [InlineData("export --to soon", 2, "Cannot parse argument 'soon' for option '--to'")]
    [InlineData("verify --sample some", 2, "Cannot parse argument 'some' for option '--sample'")]
    [InlineData("changes 850412499001 --from then", 2, "Cannot parse argument 'then' for option '--from'")]
    [InlineData("bench --people many", 2, "--people are numbers from 100")]
    [InlineData("export --to 999999999", 1, "position-ahead")]
    [InlineData("export --output no-such-folder/export", 1, "no-such-folder")]
    public async Task What_is_refused_ends_with_1_and_wrong_usage_with_2(string args, int exitCode, string word)
    {
        var ended = await RunAsync(args.Split(' '));

        ended.ShouldEndWith(exitCode).Error.ShouldContain(word);
        ended.Error.ShouldNotContain("   at ");
        ended.Output.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("", "serve import coverage history rebuild verify export")]
    [InlineData("serve", "--urls")]
    [InlineData("import", "FILE --format --own-kind --parallel --dry-run --json mt102 ndjson csv")]
    [InlineData("coverage", "IIN --at --known-at --json")]
    [InlineData("history", "IIN --at --from --known-at --lang --json --csv --ndjson")]
    [InlineData("rebuild", "read model --check --json")]
    [InlineData("verify", "--sample --seed --json clock")]
    [InlineData("export", "--from --to --output --gzip")]
    [InlineData("what-if", "--pay --file --at --today --lang --json")]
    [InlineData("timeline", "--known-at --json")]
    [InlineData("changes", "--from --to --json")]
    [InlineData("impact", "--rules --at --json --csv --out")]
    [InlineData("history", "--at --from --known-at --lang --ndjson --json --csv")]
    [InlineData("entitlement", "--emergency --dangerous-disease --lang --json")]
    [InlineData("calculator", "--on --category --region --json")]
    [InlineData("packages", "--lang --json")]
    [InlineData("regulation", "--on --lang --json")]
    [InlineData("bench", "--people --quick --full --only --server --json")]
    public async Task Every_verb_says_what_it_takes(string verb, string words)
    {
        string[] args = verb.Length == 0 ? ["--help"] : [verb, "--help"];
        var ended = await LedgerProgram.RunAsync([("Ledger__DataDirectory", "/dev/null/nowhere")], args);

        ended.ShouldEndWith(0);
        words.Split(' ').ShouldAllBe(word => ended.Output.Contains(word, StringComparison.Ordinal), ended.Output);
        ended.Output.ShouldNotContain("{ }", customMessage: "the name of a type of ours is no help");
    }

    [Fact]
    public async Task The_read_model_is_rebuilt_beside_the_service() =>
        (await RunAsync("rebuild")).ShouldEndWith(0).Output.ShouldMatch(@"^The read model is rebuilt: \d+ people in ");

    public void Dispose() => _files.Delete(recursive: true);

    private async Task<string> WriteAsync(string name, string text)
    {
        var path = Path.Combine(_files.FullName, name);
        await File.WriteAllTextAsync(path, text);
        return path;
    }

    private Task<Ended> RunAsync(params string[] args) => LedgerProgram.RunAsync(Database, args);
}
