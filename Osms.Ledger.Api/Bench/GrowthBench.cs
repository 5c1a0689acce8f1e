namespace Osms.Ledger.Api.Bench;

/// <summary>
/// The same work on ever larger countries, each on a ledger of its own: what an event, a payment and an answer cost
/// must not depend on how many people there are, nor the memory of an import.
/// </summary>
internal sealed class GrowthBench : IBenchRow
{
    private const double Flat = 1.5;

    private static readonly string[] Works = ["backfill", "monthly", "coverage-now", "coverage-known-at"];

    public string Name => "growth";

    public async Task<IReadOnlyList<Measurement>> RunAsync(BenchGround ground, CancellationToken cancellation)
    {
        var sizes = new List<Size>();
        foreach (var people in ground.Plan.Growth)
        {
            sizes.Add(await MeasureAsync(ground, people, cancellation));
        }

        return
        [
            .. sizes.SelectMany(size => size.Works.Append(size.Memory)),
            .. Works.Select((work, i) => Growth(work, [.. sizes.Select(size => size.Works[i].Value)])),
        ];
    }

    // How many times what it costs with the fewest people it costs where it costs most.
    private Measurement Growth(string work, double[] rates) =>
        new($"{Name}-{work}", rates[0] / rates.Min(), "times") { Aim = Flat };

    private async Task<Size> MeasureAsync(BenchGround ground, int people, CancellationToken cancellation)
    {
        await using var larger = ground.Another(
            ground.Plan with { People = people }, cancellation);
        var country = larger.Country;
        await using var ledger = await larger.EmptyLedgerAsync(cancellation);
        ground.Step($"{people} people: histories");
        var (backfill, first) = await MemoryWatch.RunAsync(() => ImportAsync(ledger, country.History, cancellation));
        var month = CountryFile.OfPayments(country, month: 0, larger.Folder);
        await ledger.RestAsync(cancellation);
        ground.Step($"{people} people: a month");
        var (monthly, second) = await MemoryWatch.RunAsync(() => ImportAsync(ledger, month, cancellation));
        await larger.CompareAsync(ledger, cancellation);
        await ledger.RestAsync(cancellation);
        var now = await CoverageNowBench.MeasureAsync(larger, ledger, cancellation);
        var knownAt = await CoverageKnownAtBench.MeasureAsync(larger, ledger, cancellation);
        return new Size(
            [
                new Measurement(Of(0), backfill.Rate, "events/s", Rows: backfill.Rows),
                new Measurement(Of(1), monthly.Rate, "payments/s", Rows: monthly.Rows),
                now.ToMeasurement(Of(2), "answers/s", aim: null),
                knownAt.ToMeasurement(Of(3), "answers/s", aim: null),
            ],
            new Measurement($"{Name}-memory-{people}", Math.Max(first, second), "MB")
            {
                Aim = BackfillBench.MemoryAim,
            });

        string Of(int work) => $"{Name}-{Works[work]}-{people}";
    }

    private static async Task<Round> ImportAsync(
        ScratchLedger ledger, CountryFile file, CancellationToken cancellation)
    {
        var round = await Round.MeasureAsync(file.Rows, () => BenchGround.ImportAsync(ledger, file, cancellation));
        File.Delete(file.Path);
        return round;
    }

    private sealed record Size(IReadOnlyList<Measurement> Works, Measurement Memory);
}
