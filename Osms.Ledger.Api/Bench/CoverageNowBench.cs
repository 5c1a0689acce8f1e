using Osms.Ledger.Handlers;
using Osms.Ledger.Queries;
using Osms.Ledger.Values;

namespace Osms.Ledger.Api.Bench;

/// <summary>Is this person insured on that day: in the process, by eight callers, beside the bare lookup.</summary>
internal sealed class CoverageNowBench : IBenchRow
{
    private const double Aim = 0.8;

    public string Name => "coverage-now";

    public async Task<IReadOnlyList<Measurement>> RunAsync(BenchGround ground, CancellationToken cancellation)
    {
        var ledger = await ground.HistoriesAsync(cancellation);
        await ledger.RestAsync(cancellation);
        var both = await MeasureAsync(ground, ledger, cancellation);
        return [both.ToMeasurement(Name, "answers/s", Aim), both.Allocated(Name)];
    }

    /// <summary>On any ledger with the country's histories.</summary>
    internal static async Task<Interleaved> MeasureAsync(
        BenchGround ground, ScratchLedger ledger, CancellationToken cancellation)
    {
        await using var bare = await BareLookups.OpenAsync(ledger.Database, cancellation);
        return await Interleaved.RunAsync(
            ground.Plan.Short,
            round => AskAsync(ground, ledger, round, cancellation),
            round => bare.RunAsync(ground, Question.Draw(ground, round), cancellation),
            ground.Step);
    }

    /// <summary>The questions of a round, all answered and those of people who are compared, rightly.</summary>
    private static async Task<Round> AskAsync(
        BenchGround ground, ScratchLedger ledger, int number, CancellationToken cancellation)
    {
        var query = ledger.Get<CoverageQuery>();
        var insurance = ledger.Get<InsuranceLedger>();
        var asked = Question.Draw(ground, number);
        var messages = asked.Select(q => new AskCoverage(q.Iin, q.At, AsOf.Now.Instance, Explain: false)).ToArray();
        var answers = new Answered<CoverageAnswer>[asked.Length];
        var round = await Callers.RunAsync(Callers.InProcess, asked.Length, async (_, i) =>
            answers[i] = await AskCoverageHandler.Handle(messages[i], query, insurance, cancellation));
        for (var i = 0; i < asked.Length; i++)
        {
            asked[i].Compare(ground, answers[i]);
        }

        return round;
    }
}
