using Npgsql;
using Osms.Ledger.Coverage;
using Osms.Ledger.Handlers;
using Osms.Ledger.Queries;
using Osms.Ledger.Values;

namespace Osms.Ledger.Api.Bench;

/// <summary>
/// How many people are insured on a day, and how they are made up; beside one pass over the same rows that only counts
/// on how many of them something holds that day, and no more.
/// </summary>
internal sealed class StatisticsBench : IBenchRow
{
    private const double Aim = 0.3;

    // The months after the histories: the cover of many comes to its end, and what the law says of that decides.
    private const int Months = 3;

    private const string Pass = "select count(ledger.standing_on(runs, $1)) from ledger.coverage";

    public string Name => "statistics";

    public async Task<IReadOnlyList<Measurement>> RunAsync(BenchGround ground, CancellationToken cancellation)
    {
        var ledger = await ground.HistoriesAsync(cancellation);
        await ledger.RestAsync(cancellation);
        var counted = await BesidePassAsync(levels: false);
        var withLevels = await BesidePassAsync(levels: true);
        return
        [
            counted.ToMeasurement(Name, "people/s", Aim), counted.Allocated(Name),
            withLevels.ToMeasurement($"{Name}-levels", "people/s", aim: null),
        ];

        Task<Interleaved> BesidePassAsync(bool levels) => Interleaved.RunAsync(
            ground.Plan.Short,
            round => AskAsync(ground, ledger, levels, round, cancellation),
            round => PassAsync(ground, ledger, round, cancellation),
            ground.Step);
    }

    private static async Task<Round> AskAsync(
        BenchGround ground, ScratchLedger ledger, bool levels, int number, CancellationToken cancellation)
    {
        var query = ledger.Get<StatisticsQuery>();
        var insurance = ledger.Get<InsuranceLedger>();
        var on = DayOf(insurance, number);
        Answered<StatisticsAnswer>? answered = null;
        var round = await Round.MeasureAsync(ground.Country.People, async () =>
            answered = await AskStatisticsHandler.Handle(
                new AskStatistics(on, levels), query, insurance, cancellation));
        if (answered is not Answered<StatisticsAnswer>.Found { Answer: var answer })
        {
            throw new BenchFailedException($"Statistics were not answered: {answered}.");
        }

        Check.Equal("People", ground.Country.People, answer.People);
        Check.Equal("The day of an answer", on, answer.On);
        if (levels)
        {
            Check.Equal(
                "People by welfare level", answer.Participants - answer.Insured,
                answer.NotInsuredByWelfareLevel!.Sum(line => line.People));
        }

        Compare(ground, answer);
        return round;
    }

    // Of a country that is compared as a whole.
    private static void Compare(BenchGround ground, StatisticsAnswer answer)
    {
        KnownPerson[] known = [.. ground.Country.Compared.Select(ground.Country.Known)];
        if (known.Length == ground.Country.People)
        {
            Check.Equal("Insured", known.Count(one => one.Timeline.On(answer.On).IsInsured), answer.Insured);
            Check.Equal("Insured and not", answer.People, answer.ByAgeBand.Sum(line => line.Insured + line.NotInsured));
        }
    }

    private static async Task<Round> PassAsync(
        BenchGround ground, ScratchLedger ledger, int number, CancellationToken cancellation)
    {
        await using var command = ledger.Database.CreateCommand(Pass);
        command.Parameters.Add(new NpgsqlParameter { Value = DayOf(ledger.Get<InsuranceLedger>(), number) });
        object? counted = null;
        var round = await Round.MeasureAsync(
            ground.Country.People, async () => counted = await command.ExecuteScalarAsync(cancellation));
        Check.Equal("Rows counted in one pass", (object)(long)ground.Country.People, counted);
        return round;
    }

    private static DateOnly DayOf(InsuranceLedger ledger, int number) =>
        (Month.Of(ledger.Today) - BenchCountry.MonthsAfter + (number % Months)).LastDay;
}
