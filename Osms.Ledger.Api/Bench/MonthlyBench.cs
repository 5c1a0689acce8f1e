namespace Osms.Ledger.Api.Bench;

/// <summary>
/// A payment for everybody in one month, in random order, for people who have histories, beside the same set written by
/// bare statements.
/// </summary>
internal sealed class MonthlyBench : IBenchRow
{
    private const double Aim = 0.6;

    public string Name => "monthly";

    public async Task<IReadOnlyList<Measurement>> RunAsync(BenchGround ground, CancellationToken cancellation)
    {
        var ledger = await ground.HistoriesAsync(cancellation);
        var rowsAtOnce = ledger.Get<LedgerOptions>().ImportBatchRows;
        await BareTables.MakeAsync(ledger, cancellation);
        await BareTables.FillAsync(ledger, cancellation);
        await BareMonth.MakeAsync(ledger, cancellation);
        var last = 0L;
        var both = await Interleaved.RunAsync(ground.Plan.Long, WorkAsync, LimitAsync, ground.Step);
        await ground.CompareAsync(ledger, cancellation);
        return [both.ToMeasurement(Name, "payments/s", Aim), both.Allocated(Name)];

        async Task<Round> WorkAsync(int number)
        {
            var file = CountryFile.OfPayments(ground.Country, number, ground.Folder);
            Check.Equal("Payments of a month", ground.Country.People, file.Rows);
            last = await LastAsync(ledger, cancellation);
            await ledger.RestAsync(cancellation);
            var round = await Round.MeasureAsync(
                file.Rows, () => BenchGround.ImportAsync(ledger, file, cancellation));
            File.Delete(file.Path);
            return round;
        }

        async Task<Round> LimitAsync(int number)
        {
            var same = await BareCopy.ReadAsync(ledger.Database, last, rowsAtOnce, cancellation);
            Check.Equal("Payments of the month in the ledger", ground.Country.People, same.Rows);
            await ledger.RestAsync(cancellation);
            var round = await Round.MeasureAsync(
                same.Rows, () => BareMonth.WriteAsync(ledger.Database, same, cancellation));
            Check.Equal(
                "People written by bare statements", round.Rows,
                await BareMonth.CountRewrittenAsync(ledger, cancellation));
            return round;
        }
    }

    internal static Task<long> LastAsync(ScratchLedger ledger, CancellationToken cancellation) =>
        ledger.ScalarAsync<long>("select coalesce(max(seq_id), 0) from ledger.mt_events", cancellation);
}
