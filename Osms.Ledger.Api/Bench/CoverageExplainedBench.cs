using System.Buffers;
using System.Text.Json;
using Osms.Ledger.Api.Http;
using Osms.Ledger.Handlers;
using Osms.Ledger.Queries;
using Osms.Ledger.Texts;
using Osms.Ledger.Values;

namespace Osms.Ledger.Api.Bench;

/// <summary>
/// Answers as known at a position, explained in full and written in the three languages by turns; beside the same
/// answers without an explanation, written too.
/// </summary>
internal sealed class CoverageExplainedBench : IBenchRow
{
    // At most twice as dear.
    private const double Aim = 0.5;

    public string Name => "coverage-explained";

    public async Task<IReadOnlyList<Measurement>> RunAsync(BenchGround ground, CancellationToken cancellation)
    {
        var ledger = await ground.HistoriesAsync(cancellation);
        await ledger.RestAsync(cancellation);
        var both = await Interleaved.RunAsync(
            ground.Plan.Short,
            round => AskAsync(ground, ledger, round, explain: true, cancellation),
            round => AskAsync(ground, ledger, round, explain: false, cancellation),
            ground.Step);
        return [both.ToMeasurement(Name, "answers/s", Aim), both.Allocated(Name)];
    }

    private static async Task<Round> AskAsync(
        BenchGround ground, ScratchLedger ledger, int number, bool explain, CancellationToken cancellation)
    {
        var query = ledger.Get<CoverageQuery>();
        var insurance = ledger.Get<InsuranceLedger>();
        var asked = Question.Draw(ground, number);
        var positions = CoverageKnownAtBench.Positions(ground, asked, number);
        var messages = asked.Select((q, i) => new AskCoverage(
            q.Iin, q.At, new AsOf.Position(new LedgerPosition(positions[i])), explain)).ToArray();
        var compared = new CoverageAnswer[Math.Min(CoverageKnownAtBench.Compared, asked.Length)];
        var round = await Callers.RunAsync(Callers.InProcess, asked.Length, async (_, i) =>
        {
            // Looked at here: thousands of explained answers kept for later would be what is measured.
            var answer = asked[i].Answer(await AskCoverageHandler.Handle(messages[i], query, insurance, cancellation));
            Check.Equal("Whether an answer is explained", explain, answer.Why is not null);
            Check.Equal("What an explanation says", answer.Standing.BasisCode, Holding(answer));
            Check.That("An answer was not written", Written(answer, messages[i].KnownAt, (Language)(i % 3)) > 0);
            if (i < compared.Length)
            {
                compared[i] = answer with { Why = null, Hints = null, WaysBack = null };
            }
        });
        var known = await CoverageKnownAtBench.EventsAsync(
            ledger, asked[..compared.Length], positions[..compared.Length], cancellation);
        for (var i = 0; i < compared.Length; i++)
        {
            BenchGround.Compare(ground.Country.KnownAfter(asked[i].Person, known[i]), compared[i]);
        }

        return round;
    }

    // The first basis that is said to hold, or the reason against; not explained, what the answer says.
    private static string Holding(CoverageAnswer answer) => answer.Why is { } why
        ? why.FirstOrDefault(one => one.Reason.Holds)?.Reason.Code
            ?? (answer.Standing.IsInsured ? "nothing" : answer.Standing.BasisCode)
        : answer.Standing.BasisCode;

    private static int Written(CoverageAnswer answer, AsOf known, Language language)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using var json = new Utf8JsonWriter(buffer, CoverageJson.Writing);
        CoverageJson.Write(json, answer, known, LanguageTexts.Of(language));
        json.Flush();
        return buffer.WrittenCount;
    }
}
