using Osms.Ledger.Queries;
using Osms.Ledger.Telemetry;
using Osms.Ledger.Values;

namespace Osms.Ledger.Handlers;

/// <summary>Insured on a day (today in Kazakhstan when none is given), as known at T?</summary>
public sealed record AskCoverage(string Iin, DateOnly? At, AsOf KnownAt, bool Explain)
    : IMessage<Answered<CoverageAnswer>>;

/// <summary>All runs of a person, as known at T.</summary>
public sealed record AskTimeline(string Iin, AsOf KnownAt) : IMessage<Answered<TimelineAnswer>>;

/// <summary>
/// The events of a person above a position, as known at T, with the answer for a day before and after each.
/// </summary>
/// <param name="Iin">12 digits.</param>
/// <param name="At">The day; today in Kazakhstan when none is given.</param>
/// <param name="From">They begin above it; 0: with the first.</param>
/// <param name="KnownAt">As known then.</param>
public sealed record AskHistory(string Iin, DateOnly? At, LedgerPosition From, AsOf KnownAt)
    : IMessage<Answered<HistoryAnswer>>;

/// <summary>The way in for questions about cover.</summary>
public static class AskCoverageHandler
{
    public static Task<Answered<CoverageAnswer>> Handle(
        AskCoverage message, CoverageQuery query, InsuranceLedger ledger, CancellationToken cancellation) =>
        Question.AnswerAsync("coverage", message.Iin, iin => query.AskAsync(
            iin, message.At ?? ledger.Today, message.KnownAt, message.Explain, cancellation));
}

/// <summary>The way in for whole timelines.</summary>
public static class AskTimelineHandler
{
    public static Task<Answered<TimelineAnswer>> Handle(
        AskTimeline message, TimelineQuery query, CancellationToken cancellation) =>
        Question.AnswerAsync("timeline", message.Iin, iin => query.AskAsync(iin, message.KnownAt, cancellation));
}

/// <summary>The way in for histories.</summary>
public static class AskHistoryHandler
{
    public static Task<Answered<HistoryAnswer>> Handle(
        AskHistory message, HistoryQuery query, InsuranceLedger ledger, CancellationToken cancellation) =>
        Question.AnswerAsync("history", message.Iin, iin => query.AskAsync(
            iin, message.At ?? ledger.Today, message.From, message.KnownAt, cancellation));
}

/// <summary>What all questions about one person have in common.</summary>
internal static class Question
{
    internal static async Task<Answered<T>> AnswerAsync<T>(
        string handler, string text, Func<Iin, Task<Answered<T>>> ask)
    {
        using var call = HandlerCall.Begin(handler);
        var answer = Iin.TryParse(text, out var iin) ? await ask(iin) : new Answered<T>.IinInvalid();
        call?.Ended(answer switch
        {
            Answered<T>.Found => "answered",
            Answered<T>.Unsettled => "unsettled",
            Answered<T>.ServiceUnknown => "service-unknown",
            _ => "iin-invalid",
        });
        return answer;
    }
}
