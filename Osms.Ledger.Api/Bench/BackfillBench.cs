namespace Osms.Ledger.Api.Bench;

/// <summary>
/// Whole histories into an empty ledger, beside one COPY after another of the same rows: as many in a transaction as an
/// import has, into the same table with its indexes, without foreign key.
/// </summary>
internal sealed class BackfillBench : IBenchRow
{
    private const double Aim = 0.55;

    public string Name => "backfill";

    public async Task<IReadOnlyList<Measurement>> RunAsync(BenchGround ground, CancellationToken cancellation)
    {
        ScratchLedger? ledger = null;
        try
        {
            var both = await Interleaved.RunAsync(ground.Plan.Rounds, WorkAsync, LimitAsync, ground.Step);
            await ground.KeepAsync(ledger!);
            var kept = ledger!;
            ledger = null;
            await kept.ExecuteAsync($"drop schema {BareTables.Schema} cascade", cancellation);
            await kept.RestAsync(cancellation);
            return
            [
                both.ToMeasurement(Name, "events/s", Aim), both.Allocated(Name),
                .. await LedgerSize.MeasureAsync(kept, cancellation),
            ];
        }
        finally
        {
            await (ledger?.DisposeAsync() ?? ValueTask.CompletedTask);
        }

        async Task<Round> WorkAsync(int number)
        {
            await (ledger?.DisposeAsync() ?? ValueTask.CompletedTask);
            ledger = null;
            ledger = await ground.EmptyLedgerAsync(cancellation);
            var file = number == 0 ? ground.Country.Some : ground.Country.History;
            await ledger.RestAsync(cancellation);
            var round = await Round.MeasureAsync(
                file.Rows, () => BenchGround.ImportAsync(ledger, file, cancellation));
            await CheckAsync(ground, ledger, file, cancellation);
            return round;
        }

        async Task<Round> LimitAsync(int number)
        {
            var same = await BareCopy.ReadAsync(
                ledger!.Database, after: 0, ledger.Get<LedgerOptions>().ImportBatchRows, cancellation);
            await BareTables.MakeAsync(ledger, cancellation);
            await ledger.RestAsync(cancellation);
            var round = await Round.MeasureAsync(same.Rows, () => same.WriteAsync(ledger.Database, cancellation));
            Check.Equal(
                "Events copied", round.Rows, await BareTables.CountEventsAsync(ledger, cancellation));
            return round;
        }
    }

    private static async Task CheckAsync(
        BenchGround ground, ScratchLedger ledger, CountryFile file, CancellationToken cancellation)
    {
        Check.Equal(
            "Events in the ledger", file.Rows,
            await ledger.ScalarAsync<long>("select count(*) from ledger.mt_events", cancellation));
        if (file == ground.Country.History)
        {
            Check.Equal(
                "People in the read model", ground.Country.People,
                await ledger.ScalarAsync<long>("select count(*) from ledger.coverage", cancellation));
            await ground.CompareAsync(ledger, cancellation);
        }
    }
}
