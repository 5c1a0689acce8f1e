using Osms.Ledger.Insured;
using Osms.Ledger.Store;
using Osms.Ledger.Values;

namespace Osms.Ledger.Projections;

/// <summary>A person's events, read back into facts.</summary>
public sealed record Person(IReadOnlyList<StoredEvent> Stored, IReadOnlyList<InsuredEvent> Events, InsuredState State)
{
    /// <exception cref="UnknownEventException">An event this program does not know.</exception>
    public static Person From(IReadOnlyList<StoredEvent> stored)
    {
        InsuredEvent[] events = [.. stored.Select(e => EventCatalogue.Deserialize(e.Type, e.Data))];
        return new Person(stored, events, InsuredState.Fold(events));
    }

    /// <summary>What answers need of the facts.</summary>
    /// <exception cref="UnknownEventException">An event this program does not know.</exception>
    public static InsuredState StateFrom(IReadOnlyList<StoredFact> stored)
    {
        var events = new InsuredEvent[stored.Count];
        for (var i = 0; i < events.Length; i++)
        {
            events[i] = EventCatalogue.Deserialize(stored[i].Type, stored[i].Data);
        }

        return InsuredState.FoldForAnswers(events);
    }
}

/// <summary>What an explained answer needs of a person: the events with their positions, and their fold.</summary>
/// <param name="Positions">Of the events.</param>
/// <param name="Events">In order of version.</param>
/// <param name="State">Their fold, which recognises no repeats.</param>
public sealed record KnownHistory(
    IReadOnlyList<LedgerPosition> Positions, IReadOnlyList<InsuredEvent> Events, InsuredState State)
{
    /// <exception cref="UnknownEventException">An event this program does not know.</exception>
    public static KnownHistory From(IReadOnlyList<StoredFact> stored)
    {
        InsuredEvent[] events = [.. stored.Select(fact => EventCatalogue.Deserialize(fact.Type, fact.Data))];
        return new KnownHistory(
            [.. stored.Select(fact => fact.Position)], events, InsuredState.FoldForAnswers(events));
    }
}
