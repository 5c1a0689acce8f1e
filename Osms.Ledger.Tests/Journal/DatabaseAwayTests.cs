using Osms.Ledger.Handlers;
using Osms.Ledger.Import;
using Osms.Ledger.Journal;
using Osms.Ledger.Tests.Api;
using Osms.Ledger.Tests.Hosting;
using Osms.Ledger.Tests.Ledger;

namespace Osms.Ledger.Tests.Journal;

/// <summary>The database goes away in the middle of a file.</summary>
public sealed class DatabaseAwayTests
{
    private const int Rows = 120;

    [Theory]
    [InlineData(51)]
    [InlineData(52)]
    [InlineData(53)]
    public async Task An_import_waits_for_it_and_goes_on_without_counting_a_row_twice(int seed)
    {
        var random = new Random(seed);
        var file = new RandomFile(seed, Rows);
        var direct = await TestPostgres.CreateDatabaseAsync();
        await using var relay = new DatabaseRelay(direct);
        await using var ledger = await OpenLedger.OpenAsync(
            relay.ConnectionString, new LedgerOptions { ImportBatchRows = 8 });
        var away = 0;

        var report = await ledger.ImportAsync(file.Bytes, new Told(progress =>
        {
            if (random.Next(3) == 0)
            {
                away++;
                _ = GoAwayAsync(relay, random.Next(20), random.Next(200));
            }
        }));

        away.ShouldBeGreaterThan(0, $"seed {seed}");
        report.Counts().ShouldBe(file.Counts, $"seed {seed}");
        relay.ComeBack();
        await using var beside = await OpenLedger.OpenAsync(direct);
        (await beside.JournalAsync(file.Id)).State.ShouldBe(ImportState.Done);
        (await beside.ShouldHoldTogetherAsync($"seed {seed}")).ShouldBe(file.Pure, $"seed {seed}");
    }

    [Fact]
    public async Task When_it_stays_away_for_too_long_the_import_is_interrupted_and_can_be_gone_on_with()
    {
        var file = new RandomFile(54, Rows);
        var direct = await TestPostgres.CreateDatabaseAsync();
        await using var relay = new DatabaseRelay(direct);
        await using var ledger = await OpenLedger.OpenAsync(relay.ConnectionString, new LedgerOptions
        {
            ImportBatchRows = 8,
            ImportPatience = TimeSpan.FromMilliseconds(300),
        });
        var import = new ImportFile(
            new MemoryStream(file.Bytes), null, "file.ndjson", OwnKind.Self, "clerk",
            Progress: new Told(_ => relay.GoAway()));

        (await ImportFileHandler.Handle(import, ledger.Imports, default)).ShouldBeOfType<ImportResult.Interrupted>();

        relay.ComeBack();
        await using var beside = await OpenLedger.OpenAsync(direct);
        await Eventually.TrueAsync(
            async () => (await beside.JournalAsync(file.Id)).State == ImportState.Interrupted, "The lock stays.");
        (await beside.ImportAsync(file.Bytes)).Counts().ShouldBe(file.Counts);
        (await beside.ShouldHoldTogetherAsync()).ShouldBe(file.Pure);
    }

    private static async Task GoAwayAsync(DatabaseRelay relay, int after, int time)
    {
        await Task.Delay(after);
        relay.GoAway();
        await Task.Delay(time);
        relay.ComeBack();
    }
}
