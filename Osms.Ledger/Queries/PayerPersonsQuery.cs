using System.Runtime.CompilerServices;
using Npgsql;
using Osms.Ledger.Closing;
using Osms.Ledger.Projections;
using Osms.Ledger.Reconciliation;
using Osms.Ledger.Regulation;
using Osms.Ledger.Store;
using Osms.Ledger.Values;

namespace Osms.Ledger.Queries;

/// <summary>Whose people, in which month.</summary>
public sealed record PersonsOfPayer(Month Month, PayerFilter Who);

/// <summary>An event by its place in the ledger and in the person's history.</summary>
public readonly record struct EventBehind(LedgerPosition Position, int Version, string Type);

/// <summary>A person with the payer of a month and what is behind it.</summary>
/// <param name="Expected">What a budget owes; null for other payers.</param>
/// <param name="Events">Oldest first.</param>
public sealed record PayerPerson(Iin Iin, MonthPayer Payer, Tenge? Expected, IReadOnlyList<EventBehind> Events);

/// <summary>The persons behind the figures of a reconciliation: each is decided by the fold of their events.</summary>
public sealed class PayerPersonsQuery(
    NpgsqlDataSource database, FigureSums figures, IEventStore store, PositionClock clock, RuleBook rules)
{
    // A page ends after so many, so that a call takes no longer where few of many have the payer.
    private const int LookedAtOnce = 10_000;
    private const int FoldedAtOnce = 500;

    private readonly PayerCandidates _candidates = new(database);

    /// <summary>In order of their IINs; the total is the figure of the reconciliation.</summary>
    /// <param name="asked">Not before January 2020.</param>
    /// <param name="part">Which of them.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="FiguresNotReadyException">They are being made again.</exception>
    public async Task<Answered<ListPage<PayerPerson>>> ListAsync(
        PersonsOfPayer asked, ListPart part, CancellationToken cancellation)
    {
        var settlement = await clock.FixAsync(part.KnownAt, cancellation);
        if (settlement is not Settlement.At { Position: var position })
        {
            return new Answered<ListPage<PayerPerson>>.Unsettled(settlement);
        }

        var total = part.Total ?? await CountAsync(asked, position, cancellation);
        var persons = new List<PayerPerson>();
        var looked = 0;
        await foreach (var some in WalkAsync(asked, position, part.After.First, cancellation))
        {
            looked += some.Looked;
            if (persons.Count + some.Persons.Count > part.Limit)
            {
                persons.AddRange(some.Persons.Take(part.Limit - persons.Count));
                return Page(persons[^1].Iin.Number);
            }

            persons.AddRange(some.Persons);

            // Who may not fit is looked at for the next page, not twice, unless this one would be small.
            var mayNotFit = persons.Count >= FoldedAtOnce && persons.Count + FoldedAtOnce > part.Limit;
            if (some.Next is { } next && (mayNotFit || persons.Count == part.Limit || looked >= LookedAtOnce))
            {
                return Page(next);
            }
        }

        return Page(next: null);

        Answered<ListPage<PayerPerson>> Page(long? next) => new Answered<ListPage<PayerPerson>>.Found(
            new ListPage<PayerPerson>(position, persons, next is { } after ? new ListPlace(after) : null, total));
    }

    private async Task<long> CountAsync(
        PersonsOfPayer asked, LedgerPosition position, CancellationToken cancellation)
    {
        var counts = await figures.PayersAsync(asked.Month, position, cancellation);
        return counts.Where(c => asked.Who.Holds(PayerCode.Unpack(c.Code, rules))).Sum(c => c.Persons);
    }

    private async IAsyncEnumerable<(List<PayerPerson> Persons, int Looked, long? Next)> WalkAsync(
        PersonsOfPayer asked, LedgerPosition at, long after, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var month = FigureMonth.Of(asked.Month);
        for (long? next = after; next is { } from;)
        {
            (var candidates, next) = await _candidates.PageAsync(asked.Who.Payer, month, at, from, cancellation);
            for (var done = 0; done < candidates.Count; done += FoldedAtOnce)
            {
                var some = candidates.Skip(done).Take(FoldedAtOnce).ToList();
                var isLast = done + some.Count == candidates.Count;
                yield return (
                    await DecideAsync(asked, at, some, cancellation), some.Count,
                    isLast ? next : Iin.Parse(some[^1]).Number);
            }
        }
    }

    private async Task<List<PayerPerson>> DecideAsync(
        PersonsOfPayer asked, LedgerPosition at, List<string> candidates, CancellationToken cancellation)
    {
        var histories = await store.LoadAsync(candidates, at, cancellation);
        var persons = new List<PayerPerson>();
        foreach (var candidate in candidates)
        {
            if (!histories.TryGetValue(candidate, out var stored))
            {
                continue;
            }

            var (iin, state) = (Iin.Parse(candidate), Person.From(stored).State);
            var payer = MonthPayer.Of(iin, state, rules, asked.Month);
            if (asked.Who.Holds(payer))
            {
                var behind = PayerEvidence.Of(iin, state, rules, asked.Month, payer).Select(
                    version => new EventBehind(stored[version - 1].Position, version, stored[version - 1].Type));
                persons.Add(new PayerPerson(iin, payer, ExpectedOf(payer, asked.Month), [.. behind]));
            }
        }

        return persons;
    }

    private Tenge? ExpectedOf(in MonthPayer payer, Month month) => payer.Payer is Payer.Republican or Payer.Local
        ? new Account(payer.Payer, payer.Region).Due(month, rules)
        : null;
}
