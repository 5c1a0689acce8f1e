using Osms.Ledger.Insured;
using Osms.Ledger.Projections;
using Osms.Ledger.Store;
using Osms.Ledger.Values;

namespace Osms.Ledger.Queries;

/// <summary>A person as known at a position, folded from their events.</summary>
public sealed record PersonAt(Person Person, LedgerPosition Position)
{
    /// <summary>How many of the events were known at a position.</summary>
    internal int VersionAt(LedgerPosition at) => Person.Stored.TakeWhile(e => e.Position <= at).Count();
}

/// <summary>The same without their events.</summary>
public sealed record StateAt(InsuredState State, LedgerPosition Position);

/// <summary>Reads a person as known at any position or instant.</summary>
public sealed class PersonReader(IEventStore store, HighWater highWater, PositionClock clock)
{
    /// <summary>The fold of the person's events, or the reason why the position cannot be read.</summary>
    public async Task<(PersonAt? Person, Settlement? Why)> ReadAsync(
        Iin iin, AsOf knownAt, CancellationToken cancellation)
    {
        if (knownAt is AsOf.Now)
        {
            return (await ReadNowAsync(iin, cancellation), null);
        }

        var settlement = await clock.SettleAsync(knownAt, cancellation);
        if (settlement is not Settlement.At { Position: var position })
        {
            return (null, settlement);
        }

        var events = await store.LoadAsync(iin.Digits, position, cancellation);
        return (new PersonAt(Person.From(events), position), null);
    }

    /// <summary>The same with an earlier position to compare with.</summary>
    /// <param name="iin">Whose.</param>
    /// <param name="from">The earlier position; one that lies after the other is the other.</param>
    /// <param name="knownAt">The later one.</param>
    /// <param name="cancellation">Stops waiting.</param>
    internal async Task<(PersonAt? Person, LedgerPosition From, Settlement? Why)> ReadSinceAsync(
        Iin iin, LedgerPosition from, AsOf knownAt, CancellationToken cancellation)
    {
        if (from > LedgerPosition.Start
            && await clock.SettleAsync(new AsOf.Position(from), cancellation) is not Settlement.At and var ahead)
        {
            return (null, from, ahead);
        }

        var (person, why) = await ReadAsync(iin, knownAt, cancellation);
        if (person is null)
        {
            return (null, from, why);
        }

        // What is read now was read after the first position had settled: it is known, whatever the high water said.
        var to = knownAt is AsOf.Now ? LedgerPosition.Max(person.Position, from) : person.Position;
        return (person with { Position = to }, from > to ? to : from, null);
    }

    /// <summary>The same where nobody asks for the events.</summary>
    public async Task<(StateAt? State, Settlement? Why)> ReadStateAsync(
        Iin iin, AsOf knownAt, CancellationToken cancellation)
    {
        if (knownAt is AsOf.Now)
        {
            var now = await ReadNowAsync(iin, cancellation);
            return (new StateAt(now.Person.State, now.Position), null);
        }

        var settlement = await clock.SettleAsync(knownAt, cancellation);
        if (settlement is not Settlement.At { Position: var position })
        {
            return (null, settlement);
        }

        var facts = await store.LoadFactsAsync(iin.Digits, position, cancellation);
        return (new StateAt(Person.StateFrom(facts), position), null);
    }

    /// <summary>The same with what an explanation needs.</summary>
    public async Task<(KnownHistory? History, LedgerPosition Position, Settlement? Why)> ReadHistoryAsync(
        Iin iin, AsOf knownAt, CancellationToken cancellation)
    {
        if (knownAt is AsOf.Now)
        {
            var now = await ReadNowAsync(iin, cancellation);
            var positions = now.Person.Stored.Select(stored => stored.Position);
            return (new KnownHistory([.. positions], now.Person.Events, now.Person.State), now.Position, null);
        }

        var settlement = await clock.SettleAsync(knownAt, cancellation);
        return settlement is Settlement.At { Position: var position }
            ? (KnownHistory.From(await store.LoadFactsAsync(iin.Digits, position, cancellation)), position, null)
            : (null, default, settlement);
    }

    /// <summary>
    /// Everything in one snapshot. Its position is the high water, taken before the snapshot, or the stream's own last
    /// event where that is further: within one stream nothing can still come below it.
    /// </summary>
    private async Task<PersonAt> ReadNowAsync(Iin iin, CancellationToken cancellation)
    {
        var settled = highWater.Current;
        var events = await store.LoadAsync(iin.Digits, null, cancellation);
        var last = events.Count == 0 ? LedgerPosition.Start : events[^1].Position;
        return new PersonAt(Person.From(events), LedgerPosition.Max(settled, last));
    }
}
