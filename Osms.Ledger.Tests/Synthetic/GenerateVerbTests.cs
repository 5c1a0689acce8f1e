using System.Text.Json;
using Osms.Ledger.Api.Commands;
using Osms.Ledger.Synthetic;
using Osms.Ledger.Tests.Commands;

namespace Osms.Ledger.Tests.Synthetic;

public sealed class GenerateVerbTests : IDisposable
{
    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("osms-country-");

    private string Folder => Path.Combine(_home.FullName, "country");

    [Fact]
    public async Task A_country_is_written_and_what_came_out_is_said()
    {
        var ended = await RunAsync(
            "generate", "--people", "300", "--seed", "7", "--until", "2026-10", "--as", "mt102", "--to", Folder,
            "--json");

        var body = JsonDocument.Parse(ended.ShouldEndWith(0).Output).RootElement;
        body.GetProperty("files").GetInt32().ShouldBe(26);
        body.GetProperty("counted").GetInt32().ShouldBe(300);
        body.GetProperty("transfers").GetInt64().ShouldBe(Countries.Of(7, 300).Transfers().Count);
        body.GetProperty("notAccepted").GetInt32().ShouldBe(0);
        body.GetProperty("as").GetString().ShouldBe("mt102");
        ended.Error.ShouldContain("300 of 300 people");
        var written = Directory.GetFiles(Folder).ToDictionary(file => Path.GetFileName(file), File.ReadAllBytes);
        Countries.Digest(new(written, StringComparer.Ordinal))
            .ShouldBe(Countries.Digest(Countries.Files(Countries.Of(7, 300), CountryForm.Mt102)));
    }

    [Fact]
    public async Task A_folder_with_something_in_it_is_only_written_to_when_told_so()
    {
        Directory.CreateDirectory(Folder);
        await File.WriteAllTextAsync(Path.Combine(Folder, "notes.txt"), "mine");
        await File.WriteAllTextAsync(Path.Combine(Folder, "2020-02-1-payments.csv"), "of an earlier country");
        await File.WriteAllTextAsync(Path.Combine(Folder, "2020-02-2-register.ndjson.part"), "of one that was killed");
        string[] wish = ["generate", "--people", "50", "--months", "1", "--until", "2026-10", "--to", Folder];

        (await RunAsync(wish)).ShouldEndWith(2).Error.ShouldContain("is not empty. Name another with --to");
        var replaced = await RunAsync([.. wish, "--force"]);

        replaced.ShouldEndWith(0).Output.ShouldContain("insured");
        Directory.GetFiles(Folder).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal).ShouldBe(
        [
            "0-register.ndjson", "2026-10-1-payments.ndjson", "2026-10-2-register.ndjson", "notes.txt",
            "transfers.csv",
        ]);
    }

    [Fact]
    public async Task A_run_that_is_stopped_leaves_no_files()
    {
        var run = new CountryRun(
            SyntheticCountry.MostPeople, 1, 1, CountryForm.Csv, Countries.Until, new DirectoryInfo(Folder),
            Check: false, Force: false, Json: false);
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(patience.Token);
        var running = Task.Run(() => run.Run(stop.Token));
        while (!Directory.Exists(Folder) || Directory.GetFiles(Folder).Length == 0)
        {
            await Task.Delay(5, patience.Token);
        }

        await stop.CancelAsync();

        (await running).ShouldBe(1);
        Directory.Exists(Folder).ShouldBeFalse();
    }

    [Theory]
    [InlineData("--people 0", "--people is a number from 1 to 50000000.")]
    [InlineData("--people many", "--people is a number from 1 to 50000000.")]
    [InlineData("--months 0", "--months is a number from 1")]
    [InlineData("--until 2026-13", "--until is a month, yyyy-MM.")]
    [InlineData("--until 2126-01", "--until is a month that is over")]
    [InlineData("--months 82 --until 2026-10", "--months until 2026-10 are 81 at the most")]
    [InlineData("--as xml", "xml")]
    public async Task Wrong_usage_is_told(string wish, string why)
    {
        var ended = await RunAsync(["generate", .. wish.Split(' '), "--to", Folder]);

        ended.ShouldEndWith(2).Error.ShouldContain(why);
        Directory.Exists(Folder).ShouldBeFalse();
    }

    public void Dispose() => _home.Delete(recursive: true);

    private static Task<Ended> RunAsync(params string[] args) => LedgerProgram.RunAsync([], args);
}
