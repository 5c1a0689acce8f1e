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
        var query = ledger.Get<CoverageQuery>();
        var insurance = ledger.Get<InsuranceLedger>();
        await ledger.RestAsync(cancellation);
        var bare = await Task.WhenAll(
            Enumerable.Range(0, Callers.InProcess).Select(_ => BareLookup.OpenAsync(ledger.Database, cancellation)));
        try
        {
            var both = await Interleaved.RunAsync(ground.Plan.Rounds, WorkAsync, LimitAsync, ground.Step);
            return [both.ToMeasurement(Name, "answers/s", Aim), both.Allocated(Name)];
        }
        finally
        {
            await Task.WhenAll(bare.Select(lookup => lookup.DisposeAsync().AsTask()));
        }

        async Task<Round> WorkAsync(int number)
        {
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

        async Task<Round> LimitAsync(int number)
        {
            var asked = Question.Draw(ground, number);
            var rows = new BareRow?[asked.Length];
            var round = await Callers.RunAsync(Callers.InProcess, asked.Length, async (caller, i) =>
                rows[i] = await bare[caller].FindAsync(asked[i].Iin, cancellation));
            for (var i = 0; i < asked.Length; i++)
            {
                asked[i].Compare(ground, rows[i]);
            }

            return round;
        }
    }
}
