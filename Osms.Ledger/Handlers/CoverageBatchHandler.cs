using Osms.Ledger.Queries;
using Osms.Ledger.Store;
using Osms.Ledger.Telemetry;
using Osms.Ledger.Values;

namespace Osms.Ledger.Handlers;

/// <summary>Fix the one position of a batch.</summary>
public sealed record FixPosition(AsOf KnownAt) : IMessage<Settlement>;

/// <summary>Insured or not, for many people at one settled position, in the order of the questions.</summary>
public sealed record AskCoverageOfMany(
    IReadOnlyList<BatchQuestion> Questions, LedgerPosition Position, bool Explain = false)
    : IMessage<IReadOnlyList<CoverageAnswer>>;

/// <summary>The way in for batches of questions.</summary>
public static class CoverageBatchHandler
{
    public static Task<Settlement> Handle(
        FixPosition message, CoverageBatchQuery query, CancellationToken cancellation) =>
        query.FixAsync(message.KnownAt, cancellation);

    public static async Task<IReadOnlyList<CoverageAnswer>> Handle(
        AskCoverageOfMany message, CoverageBatchQuery query, CancellationToken cancellation)
    {
        using var call = HandlerCall.Begin("coverage batch");
        call?.Tag("questions", message.Questions.Count);
        var answers = message.Explain
            ? await query.ExplainAsync(message.Questions, message.Position, cancellation)
            : await query.AskAsync(message.Questions, message.Position, cancellation);
        LedgerTelemetry.BatchQuestions.Add(answers.Count);
        call?.Ended("answered");
        return answers;
    }
}
