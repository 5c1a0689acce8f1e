using Osms.Ledger.Coverage;
using Osms.Ledger.Regulation;
using Osms.Ledger.Store;
using Osms.Ledger.Values;

namespace Osms.Ledger.Queries;

/// <summary>An event as it is stored, and what it did to the answer for the day asked about.</summary>
/// <param name="Stored">With who recorded it, when and from where.</param>
/// <param name="Step">In words, with the answer before and after it.</param>
/// <param name="AnnulledBy">The position of the event that annuls it; null: none that is known.</param>
/// <param name="RefundedBy">Of a payment: the position of its refund; null: none that is known.</param>
public sealed record HistoryEntry(
    StoredEvent Stored, HistoryStep Step, LedgerPosition? AnnulledBy, LedgerPosition? RefundedBy);

/// <summary>A person's events above one position as known at another, oldest first.</summary>
/// <param name="Iin">Whose.</param>
/// <param name="At">The day of all answers before and after.</param>
/// <param name="FromPosition">They begin above it; 0: with the first.</param>
/// <param name="Position">Every event at or below it was used.</param>
/// <param name="Rules">Digest of the rule data.</param>
/// <param name="From">The answer as known at <paramref name="FromPosition"/>.</param>
/// <param name="To">The answer as known at <paramref name="Position"/>.</param>
/// <param name="Events">What was recorded in between.</param>
public sealed record HistoryAnswer(
    Iin Iin, DateOnly At, LedgerPosition FromPosition, LedgerPosition Position, string Rules, DayShown From,
    DayShown To, IReadOnlyList<HistoryEntry> Events);

/// <summary>What was recorded about a person, by whom, when and from where, and what it did to the answer.</summary>
public sealed class HistoryQuery(PersonReader people, RuleBook rules)
{
    /// <param name="iin">Whose.</param>
    /// <param name="at">The day of the answers before and after each event.</param>
    /// <param name="from">Only events above it; one above the instant asked about leaves none.</param>
    /// <param name="knownAt">Only events known then.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public async Task<Answered<HistoryAnswer>> AskAsync(
        Iin iin, DateOnly at, LedgerPosition from, AsOf knownAt, CancellationToken cancellation)
    {
        var (person, begin, why) = await people.ReadSinceAsync(iin, from, knownAt, cancellation);
        if (person is null)
        {
            return new Answered<HistoryAnswer>.Unsettled(why!);
        }

        var stored = person.Person.Stored;
        var steps = HistorySteps.After(iin, person.Person.Events, person.VersionAt(begin), at, rules);
        return new Answered<HistoryAnswer>.Found(new HistoryAnswer(
            iin, at, begin, person.Position, rules.Digest, steps.From, steps.To,
            [
                .. steps.Steps.Select(step => new HistoryEntry(
                    stored[step.Version - 1], step, PositionOf(step.AnnulledBy), PositionOf(step.RefundedBy))),
            ]));

        LedgerPosition? PositionOf(int? version) => version is { } one ? stored[one - 1].Position : null;
    }
}
