using Osms.Ledger.Store;
using Osms.Ledger.Values;

namespace Osms.Ledger.Queries;

/// <summary>A person's events as known at a position, oldest first.</summary>
public sealed record HistoryAnswer(Iin Iin, LedgerPosition Position, IReadOnlyList<StoredEvent> Events);

/// <summary>What was recorded about a person, by whom, when and from where.</summary>
public sealed class HistoryQuery(PersonReader people)
{
    public async Task<Answered<HistoryAnswer>> AskAsync(Iin iin, AsOf knownAt, CancellationToken cancellation)
    {
        var (person, why) = await people.ReadAsync(iin, knownAt, cancellation);
        return person is null
            ? new Answered<HistoryAnswer>.Unsettled(why!)
            : new Answered<HistoryAnswer>.Found(new HistoryAnswer(iin, person.Position, person.Person.Stored));
    }
}
