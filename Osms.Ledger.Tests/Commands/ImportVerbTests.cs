using Osms.Ledger.Tests.Api;
using Osms.Ledger.Tests.Import;

namespace Osms.Ledger.Tests.Commands;

/// <summary>The verb <c>import</c> with folders, several files at once, dry runs and an end from outside.</summary>
public sealed class ImportVerbTests(LedgerApi api) : IClassFixture<LedgerApi>, IDisposable
{
    private readonly DirectoryInfo _files = Directory.CreateTempSubdirectory("osms-imports-");

    private (string, string)[] Database =>
        [("ConnectionStrings__Ledger", api.Database), ("Ledger__ImportBatchRows", "2")];

    [Fact]
    public async Task A_folder_means_its_files_in_the_order_of_their_names_and_tells_what_it_passes_over()
    {
        Write("b.ndjson", Payments(1, 3, "folder"));
        Write("a.csv", $"{CsvText.Header}\n{CsvText.With("iin", TestIin.Grown(40))}\n");
        Write("c.dat", "hello");

        var dry = await RunAsync("import", _files.FullName, "--dry-run");
        var first = await RunAsync("import", _files.FullName, Path.Combine(_files.FullName, "b.ndjson"));
        var csv = await RunAsync("import", _files.FullName, "--format", "csv");

        Lines(dry.ShouldEndWith(0)).ShouldBe(
        [
            "a.csv: 1 rows = 1 accepted + 0 repeated + 0 refused + 0 unreadable; a dry run: nothing was recorded",
            "b.ndjson: 3 rows = 3 accepted + 0 repeated + 0 refused + 0 unreadable; a dry run: nothing was recorded",
        ]);
        Lines(first.ShouldEndWith(0)).Select(line => line.Split(" accepted")[0])
            .ShouldBe(["a.csv: 1 rows = 1", "b.ndjson: 3 rows = 3"]);
        first.Error.ShouldStartWith($"{_files}/c.dat: passed over; its format cannot be told.\n");
        Lines(csv.ShouldEndWith(0)).Select(line => line.Split(':')[0]).ShouldBe(["a.csv"]);
        csv.Error.ShouldContain("b.ndjson: passed over; it has another format.");
    }

    [Fact]
    public async Task Several_at_once_come_to_the_same()
    {
        for (var file = 0; file < 6; file++)
        {
            Write($"{file}.ndjson", Payments(1, 9, $"parallel-{file}"));
        }

        var ended = await RunAsync("import", _files.FullName, "--parallel", "3");

        Lines(ended.ShouldEndWith(0)).Order().Select(line => line.Split(" repeated")[0]).ShouldBe(
            Enumerable.Range(0, 6).Select(file => $"{file}.ndjson: 9 rows = 9 accepted + 0"));

        // On a slow machine there are lines of progress.
        ended.Error.Split('\n').ShouldAllBe(line => line.Length == 0 || line.EndsWith(" left"));
    }

    [Fact]
    public async Task Stopped_from_outside_it_says_how_to_go_on_and_the_same_command_does()
    {
        var file = Write("stopped.ndjson", Payments(11, 8, "stopped"));
        await using var held = await HeldPerson.HoldAsync(api.Database, TestIin.Grown(15));
        using var program = LedgerProgram.Start(Database, "import", file);
        await held.WantedAsync();

        await program.SignalAsync("INT");

        var stopped = (await program.EndAsync()).ShouldEndWith(1);
        stopped.Error.ShouldEndWith("Stopped. What was committed stays; run it again to go on.\n");
        await held.LetGoAsync();
        var again = (await RunAsync("import", file)).ShouldEndWith(0);
        again.Output.ShouldStartWith("stopped.ndjson: 8 rows = 8 accepted + 0 repeated + 0 refused + 0 unreadable;");
    }

    public void Dispose() => _files.Delete(recursive: true);

    private static string Payments(int first, int count, string reference) => string.Join('\n',
        Enumerable.Range(first, count).Select(
            i => CommandCallTests.Payment(TestIin.Grown(i), reference).ReplaceLineEndings("")));

    private static string[] Lines(Ended ended) => ended.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private string Write(string name, string text)
    {
        var path = Path.Combine(_files.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }

    private Task<Ended> RunAsync(params string[] args) => LedgerProgram.RunAsync(Database, args);
}
