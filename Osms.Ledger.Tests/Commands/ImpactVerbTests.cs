using Osms.Ledger.Tests.Api;
using Osms.Ledger.Tests.Import;
using Osms.Ledger.Tests.Regulation;

namespace Osms.Ledger.Tests.Commands;

/// <summary>The verb says what the call answers: to people, as JSON, as CSV and in a file.</summary>
public sealed class ImpactVerbTests(LedgerApi api) : IClassFixture<LedgerApi>, IAsyncLifetime
{
    private const string Day = "2027-01-15";

    private static readonly string List = SampleFiles.PathOf("employer-2026-10.mt102");

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("osms-impact-");
    private string _id = "";
    private Reply _dryRun = null!;

    public async Task InitializeAsync()
    {
        (await api.ImportAsync(await File.ReadAllBytesAsync(SampleFiles.PathOf("register.ndjson")))).ShouldBe(200);
        var list = await File.ReadAllBytesAsync(List);
        _dryRun = await api.ImportAsync(list, $"?dryRun=true&impact=true&at={Day}");
        _id = (await api.ImportAsync(list)).ShouldBe(200)["id"].GetString()!;
    }

    public Task DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return Task.CompletedTask;
    }

    [Fact]
    public async Task The_same_people_are_a_table_lines_of_JSON_and_CSV_and_a_file()
    {
        var called = (await api.GetAsync($"/v1/imports/{_id}/impact?at={Day}")).ShouldBe(200);
        var csv = await api.SendAsync(
            HttpMethod.Get, $"/v1/imports/{_id}/impact?at={Day}", null, null, [("Accept", "text/csv")]);
        var file = Path.Combine(_folder.FullName, "changed.csv");

        var shown = (await RunAsync("impact", List, "--at", Day)).ShouldEndWith(0).Output;
        var json = (await RunAsync("impact", _id, "--at", Day, "--json")).ShouldEndWith(0).Output;
        await RunAsync("impact", _id, "--at", Day, "--csv", "--out", file);

        json.ShouldBe(called.Text);
        called.Text.ShouldContain("\"iin\":\"850412499001\"");
        csv.ContentType.ShouldBe("text/csv");
        (await File.ReadAllTextAsync(file)).ShouldBe(csv.Text);
        shown.ShouldMatch("became insured +1\\b");
        shown.ShouldContain("| 850412499001 | not insured, owed | insured, contributions, contributors, 75 |");
    }

    [Fact]
    public async Task Before_anything_is_written_a_file_says_the_same_with_its_lines()
    {
        _dryRun.ShouldBe(200);
        _dryRun.ContentType.ShouldBe("application/x-ndjson");
        var lines = _dryRun.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines[^1].ShouldContain("\"report\":{\"id\"");

        var again = (await RunAsync("import", "--dry-run", "--impact", "--at", Day, List)).ShouldEndWith(0).Output;
        var json = (await RunAsync("import", "--dry-run", "--impact", "--at", Day, "--json", List)).ShouldEndWith(0);

        lines.Length.ShouldBe(lines[^1].Contains("\"changed\":1,", StringComparison.Ordinal) ? 2 : 1);
        again.ShouldMatch("40 repeated(.|\n)*people +0\\b");
        json.Output.ShouldContain("\"people\":0,\"changed\":0");
    }

    [Fact]
    public async Task Other_rules_are_read_from_a_file_and_a_mistake_in_it_is_named()
    {
        var (right, wrong) = (Path.Combine(_folder.FullName, "right"), Path.Combine(_folder.FullName, "wrong"));
        var data = RuleFileText.Tree();
        data.At("categories").AsArray().RemoveAt(0);
        await File.WriteAllTextAsync(right, data.ToJsonString());
        data.TakeAway("figures.stateRate.0.cite");
        await File.WriteAllTextAsync(wrong, data.ToJsonString());

        (await RunAsync("impact", "--rules", right, "--at", "2026-11-22")).ShouldEndWith(0)
            .Output.ShouldMatch("lost cover +[1-9]");
        (await RunAsync("impact", "--rules", wrong)).ShouldEndWith(1)
            .Error.ShouldBe("stateRate from 2020-01-01 has no citation.\n");
    }

    [Theory]
    [InlineData(2, "Name either an import", "impact")]
    [InlineData(2, "There is no file", "impact", "--rules", "no-such-file")]
    [InlineData(2, "--impact goes with --dry-run", "import", "--impact", "x")]
    [InlineData(1, "import-unknown: ", "impact", "0000000000000000000000000000000000000000000000000000000000000000")]
    public async Task What_cannot_be_answered_is_told(int exitCode, string said, params string[] args) =>
        (await RunAsync(args)).ShouldEndWith(exitCode).Error.ShouldContain(said);

    private Task<Ended> RunAsync(params string[] args) =>
        LedgerProgram.RunAsync([("ConnectionStrings__Ledger", api.Database)], args);
}
