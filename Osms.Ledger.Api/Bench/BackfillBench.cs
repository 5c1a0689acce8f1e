namespace Osms.Ledger.Api.Bench;

/// <summary>
/// Whole histories into an empty ledger, beside one COPY after another of the same rows: as many in a transaction as an
/// import has, into the same table with its indexes, without foreign key.
/// </summary>
internal sealed class BackfillBench : IBenchRow
{
    private const double Aim = 0.55;

    /// <summary>Megabytes of the whole process while it imports.</summary>
    internal const double MemoryAim = 500;

    public string Name => "backfill";

    public async Task<IReadOnlyList<Measurement>> RunAsync(BenchGround ground, CancellationToken cancellation)
    {
        ScratchLedger? ledger = null;
        var memory = 0.0;
        try
        {
            var both = await Interleaved.RunAsync(ground.Plan.Long, WorkAsync, LimitAsync, ground.Step);
            await ground.KeepAsync(ledger!);
            var kept = ledger!;
            ledger = null;
            await kept.ExecuteAsync($"drop schema {BareTables.Schema} cascade", cancellation);
            await kept.RestAsync(cancellation);
            return
            [
                both.ToMeasurement(Name, "events/s", Aim), both.Allocated(Name),
                new($"{Name}-memory", memory, "MB") { Aim = MemoryAim },
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
            await ledger.RestAsync(cancellation);
            var round = number == 0 ? await WarmUpAsync(ledger) : await ImportAsync(ledger);
            await CheckAsync(ground, ledger, cancellation);
            return round;
        }

        Task<Round> ImportAsync(ScratchLedger into) => Round.MeasureAsync(
            ground.Country.History.Rows,
            () => BenchGround.ImportAsync(into, ground.Country.History, cancellation));

        // What is watched gives its memory back first, and would pay for that.
        async Task<Round> WarmUpAsync(ScratchLedger into)
        {
            (var round, memory) = await MemoryWatch.RunAsync(() => ImportAsync(into));
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
        BenchGround ground, ScratchLedger ledger, CancellationToken cancellation)
    {
        Check.Equal(
            "Events in the ledger", ground.Country.History.Rows,
            await ledger.ScalarAsync<long>("select count(*) from ledger.mt_events", cancellation));
        Check.Equal(
            "People in the read model", ground.Country.People,
            await ledger.ScalarAsync<long>("select count(*) from ledger.coverage", cancellation));
        await ground.CompareAsync(ledger, cancellation);
    }
}
