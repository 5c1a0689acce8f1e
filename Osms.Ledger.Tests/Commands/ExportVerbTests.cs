using Osms.Ledger.Api.Commands;
using Osms.Ledger.Tests.Audit;
using Osms.Ledger.Tests.Hosting;
using Osms.Ledger.Tests.Ledger;

namespace Osms.Ledger.Tests.Commands;

/// <summary>A ledger as a file, and a ledger made of it, by the verbs as processes.</summary>
public sealed class ExportVerbTests : IDisposable
{
    private readonly DirectoryInfo _files = Directory.CreateTempSubdirectory("osms-export-");

    public void Dispose() => _files.Delete(recursive: true);

    [Fact]
    public async Task A_file_of_all_events_makes_another_ledger_of_the_same_events()
    {
        await using var original = await OpenLedger.CreateAsync();
        await original.RecordManyAsync(new RandomCommands(21).Take(120, 10));
        var (events, last) = ((await original.ColumnAsync<long>("select seq_id from ledger.mt_events")).Count,
            await original.LastNumberAsync());
        var file = Path.Combine(_files.FullName, "whole.gz");
        var copy = await TestPostgres.CreateDatabaseAsync();

        var exported = await RunAsync(original.ConnectionString, "export", "--output", file, "--gzip");
        var imported = await RunAsync(copy, "import", file);
        var printed = await RunAsync(copy, "export");
        var rest = await RunAsync(original.ConnectionString, "export", "--from", $"{last + 1}");

        exported.ShouldEndWith(0).Output.ShouldBeEmpty();
        exported.Error.ShouldBe($"{events} events, positions 1 to {last}; what comes later: --from {last + 1}\n");
        _files.GetFiles().Select(f => f.Name).ShouldBe(["whole.gz"]);
        imported.ShouldEndWith(0).Output.ShouldStartWith($"whole.gz: {events} rows = {events} accepted + 0 repeated");
        Exports.WithoutPlace(printed.ShouldEndWith(0).Output)
            .ShouldBe(Exports.WithoutPlace(await Exports.OfAsync(original)));
        rest.ShouldEndWith(0).Output.ShouldBeEmpty();
        rest.Error.ShouldBe($"0 events, nothing after position {last} yet\n");
    }

    [Fact]
    public async Task A_file_has_its_name_only_when_it_is_whole_and_is_its_owners_alone()
    {
        var file = new FileInfo(Path.Combine(_files.FullName, "export"));
        await File.WriteAllTextAsync(file.FullName, "the one of yesterday");

        await using (var broken = new ExportFile(file, gzip: false))
        {
            await broken.Content.WriteAsync("half"u8.ToArray());
        }

        (await File.ReadAllTextAsync(file.FullName)).ShouldBe("the one of yesterday");
        await using (var whole = new ExportFile(file, gzip: false))
        {
            await whole.Content.WriteAsync("whole"u8.ToArray());
            await whole.CompleteAsync(default);
        }

        (await File.ReadAllTextAsync(file.FullName)).ShouldBe("whole");
        _files.GetFiles().Length.ShouldBe(1);
        if (!OperatingSystem.IsWindows())
        {
            file.UnixFileMode.ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    private static Task<Ended> RunAsync(string database, params string[] args) =>
        LedgerProgram.RunAsync([("ConnectionStrings__Ledger", database)], args);
}
