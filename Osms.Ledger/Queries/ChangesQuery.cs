using Osms.Ledger.Coverage;
using Osms.Ledger.Regulation;
using Osms.Ledger.Store;
using Osms.Ledger.Values;

namespace Osms.Ledger.Queries;

/// <summary>Days whose answer changed, and the event that made it what it is.</summary>
public sealed record ChangedDays(CoverageChange Change, StoredEvent Event);

/// <summary>What became of a person's answers between two positions.</summary>
/// <param name="From">What was known up to it is compared with.</param>
/// <param name="To">Every event at or below it was used.</param>
/// <param name="Rules">Digest of the rule data, at both ends.</param>
/// <param name="Days">In order of days.</param>
public sealed record ChangesAnswer(
    Iin Iin, LedgerPosition From, LedgerPosition To, string Rules, IReadOnlyList<ChangedDays> Days);

/// <summary>Which days flipped between two positions, and which event did it.</summary>
public sealed class ChangesQuery(PersonReader people, RuleBook rules)
{
    /// <param name="iin">Whose.</param>
    /// <param name="from">Not after <paramref name="to"/>.</param>
    /// <param name="to">With everything, or as known at a position.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public async Task<Answered<ChangesAnswer>> AskAsync(
        Iin iin, LedgerPosition from, AsOf to, CancellationToken cancellation)
    {
        var (person, begin, why) = await people.ReadSinceAsync(iin, from, to, cancellation);
        if (person is null)
        {
            return new Answered<ChangesAnswer>.Unsettled(why!);
        }

        return new Answered<ChangesAnswer>.Found(new ChangesAnswer(
            iin, begin, person.Position, rules.Digest,
            [
                .. CoverageChanges.After(iin, person.Person.Events, person.VersionAt(begin), rules)
                    .Select(change => new ChangedDays(change, person.Person.Stored[change.Version - 1])),
            ]));
    }
}
