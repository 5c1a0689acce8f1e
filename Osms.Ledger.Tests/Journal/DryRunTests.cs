using Osms.Ledger.Tests.Import;
using Osms.Ledger.Tests.Ledger;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Journal;

/// <summary>A dry run says what an import would, and leaves nothing.</summary>
public sealed class DryRunTests
{
    [Theory]
    [InlineData(41, 3)]
    [InlineData(42, 25)]
    [InlineData(43, 1_000)]
    public async Task Its_report_is_that_of_the_import_and_nothing_is_written(int seed, int batchRows)
    {
        await using var ledger = await OpenLedger.CreateAsync(new LedgerOptions { ImportBatchRows = batchRows });
        await ledger.ImportAsync(new RandomFile(seed + 100, 80).Bytes);
        var file = new RandomFile(seed, 150).Bytes;
        var before = await ContentsAsync(ledger);

        var dry = await ledger.ImportAsync(file, dryRun: true);

        (await ContentsAsync(ledger)).ShouldBe(before, $"seed {seed}");
        var real = await ledger.ImportAsync(file);
        dry.Problems.ShouldBe(real.Problems, $"seed {seed}");
        (dry with { Position = real.Position, Problems = real.Problems }).ShouldBe(real, $"seed {seed}");
        real.Accepted.ShouldBeGreaterThan(30);
        (await ContentsAsync(ledger)).ShouldNotBe(before);
    }

    [Theory]
    [InlineData("register.ndjson")]
    [InlineData("employer-2026-10.mt102")]
    public async Task The_samples_can_be_tried_out_again_and_again(string name)
    {
        var file = await File.ReadAllBytesAsync(SampleFiles.PathOf(name));
        await using var ledger = await OpenLedger.CreateAsync();

        var first = await ledger.ImportAsync(file, dryRun: true);
        var second = await ledger.ImportAsync(file, dryRun: true);

        first.Accepted.ShouldBe(first.Rows);
        first.Position.ShouldBe(LedgerPosition.Start);
        second.ShouldBeEquivalentTo(first);
    }

    /// <summary>Every row of every table, and the sequence.</summary>
    private static async Task<List<string>> ContentsAsync(OpenLedger ledger)
    {
        var contents = new List<string> { $"{await ledger.LastNumberAsync()}" };
        string[] tables =
        [
            "mt_streams", "mt_events", "coverage", "insured_state", "import", "import_problem", "position_clock",
        ];
        foreach (var table in tables)
        {
            contents.AddRange(await ledger.ColumnAsync<string>(
                $"select '{table} ' || md5(string_agg(t::text, ',' order by t::text)) from ledger.{table} as t "
                + "having count(*) > 0"));
        }

        return contents;
    }
}
