using Osms.Ledger.Queries;
using Osms.Ledger.Values;

namespace Osms.Ledger.Handlers;

/// <summary>Insured on a day (today in Kazakhstan when none is given), as known at T?</summary>
public sealed record AskCoverage(string Iin, DateOnly? At, AsOf KnownAt, bool Explain);

/// <summary>All runs of a person, as known at T.</summary>
public sealed record AskTimeline(string Iin, AsOf KnownAt);

/// <summary>Every event of a person, as known at T.</summary>
public sealed record AskHistory(string Iin, AsOf KnownAt);

/// <summary>The way in for questions about cover.</summary>
public static class AskCoverageHandler
{
    public static async Task<Answered<CoverageAnswer>> Handle(
        AskCoverage message, CoverageQuery query, InsuranceLedger ledger, CancellationToken cancellation) =>
        Iin.TryParse(message.Iin, out var iin)
            ? await query.AskAsync(iin, message.At ?? ledger.Today, message.KnownAt, message.Explain, cancellation)
            : new Answered<CoverageAnswer>.IinInvalid();
}

/// <summary>The way in for whole timelines.</summary>
public static class AskTimelineHandler
{
    public static async Task<Answered<TimelineAnswer>> Handle(
        AskTimeline message, TimelineQuery query, CancellationToken cancellation) =>
        Iin.TryParse(message.Iin, out var iin)
            ? await query.AskAsync(iin, message.KnownAt, cancellation)
            : new Answered<TimelineAnswer>.IinInvalid();
}

/// <summary>The way in for histories.</summary>
public static class AskHistoryHandler
{
    public static async Task<Answered<HistoryAnswer>> Handle(
        AskHistory message, HistoryQuery query, CancellationToken cancellation) =>
        Iin.TryParse(message.Iin, out var iin)
            ? await query.AskAsync(iin, message.KnownAt, cancellation)
            : new Answered<HistoryAnswer>.IinInvalid();
}
