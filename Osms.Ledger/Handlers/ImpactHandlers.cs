using Osms.Ledger.Import;
using Osms.Ledger.Journal;
using Osms.Ledger.Queries;
using Osms.Ledger.Regulation;
using Osms.Ledger.Store;
using Osms.Ledger.Telemetry;

namespace Osms.Ledger.Handlers;

/// <summary>Whose answer for a day did an import change?</summary>
/// <param name="Id">SHA-256 of the file, in hexadecimal.</param>
/// <param name="At">Today in Kazakhstan when null.</param>
/// <param name="Progress">Told after every page.</param>
public sealed record AskImportImpact(string Id, DateOnly? At, IProgress<ImpactProgress>? Progress = null)
    : IMessage<ImpactAnswer>;

/// <summary>Whose answer for a day would be another one under other rule data?</summary>
/// <param name="Rules">The other rule data.</param>
/// <param name="At">Today in Kazakhstan when null.</param>
/// <param name="Progress">Told after every page.</param>
public sealed record AskRulesImpact(RuleBook Rules, DateOnly? At, IProgress<ImpactProgress>? Progress = null)
    : IMessage<ImpactAnswer>;

/// <summary>Whose answers something changed, or why that cannot be told.</summary>
public abstract record ImpactAnswer
{
    private ImpactAnswer()
    {
    }

    /// <summary>The pages, in order of the IINs; they are made as they are read, once.</summary>
    public sealed record Found(DateOnly At, IAsyncEnumerable<ImpactPage> Pages) : ImpactAnswer;

    /// <summary>No file with this id was sent.</summary>
    public sealed record Unknown : ImpactAnswer;

    /// <summary>The import has not come to its end.</summary>
    public sealed record NotDone(ImportState State) : ImpactAnswer;

    /// <summary>
    /// Exported events keep what they belonged to when they were first recorded: none is the import's.
    /// </summary>
    public sealed record NotTraced : ImpactAnswer;

    /// <summary>A position is not settled.</summary>
    public sealed record Unsettled(Settlement Why) : ImpactAnswer;
}

/// <summary>The way in for those who ask whose answers changed.</summary>
public static class ImpactHandler
{
    public static async Task<ImpactAnswer> Handle(
        AskImportImpact message, ImportJournal journal, ImportImpactQuery query, InsuranceLedger ledger,
        CancellationToken cancellation)
    {
        using var call = HandlerCall.Begin("import impact");
        var answer = await AnswerAsync(message, journal, query, message.At ?? ledger.Today, cancellation);
        call?.Ended(answer is ImpactAnswer.Found ? "answered" : "refused");
        return answer;
    }

    public static async Task<ImpactAnswer> Handle(
        AskRulesImpact message, RulesImpactQuery query, InsuranceLedger ledger, CancellationToken cancellation)
    {
        using var call = HandlerCall.Begin("rules impact");
        var settlement = await query.FixAsync(cancellation);
        call?.Ended(settlement is Settlement.At ? "answered" : "unsettled");
        var at = message.At ?? ledger.Today;
        return settlement is Settlement.At { Position: var position }
            ? new ImpactAnswer.Found(
                at, query.PagesAsync(message.Rules, at, position, message.Progress, cancellation))
            : new ImpactAnswer.Unsettled(settlement);
    }

    private static async Task<ImpactAnswer> AnswerAsync(
        AskImportImpact message, ImportJournal journal, ImportImpactQuery query, DateOnly at,
        CancellationToken cancellation)
    {
        if (await journal.FindAsync(message.Id, cancellation) is not { } entry)
        {
            return new ImpactAnswer.Unknown();
        }

        if (entry.State != ImportState.Done)
        {
            return new ImpactAnswer.NotDone(entry.State);
        }

        if (entry.Subject.Format == ImportFormat.Events)
        {
            return new ImpactAnswer.NotTraced();
        }

        return await query.FixAsync(TraceOf(entry), cancellation) switch
        {
            Answered<ImportStretch>.Found { Answer: var stretch } => new ImpactAnswer.Found(
                at, query.PagesAsync(stretch, at, message.Progress, cancellation)),
            Answered<ImportStretch>.Unsettled { Why: var why } => new ImpactAnswer.Unsettled(why),
            var other => throw new System.Diagnostics.UnreachableException(other.ToString()),
        };
    }

    // Where rows were found recorded before, the file itself may have been sent before: the journal keeps the last time
    // only, and the events may lie anywhere.
    private static ImportTrace TraceOf(ImportEntry entry) => entry.Counts.Repeated > 0
        ? new ImportTrace(entry.Subject.Correlation, null, null)
        : new ImportTrace(entry.Subject.Correlation, entry.StartedAt, entry.Counts.Position);
}
