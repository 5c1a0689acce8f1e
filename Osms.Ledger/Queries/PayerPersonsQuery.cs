using System.Runtime.CompilerServices;
using Npgsql;
using Osms.Ledger.Closing;
using Osms.Ledger.Dues;
using Osms.Ledger.Projections;
using Osms.Ledger.Reconciliation;
using Osms.Ledger.Regulation;
using Osms.Ledger.Store;
using Osms.Ledger.Values;

namespace Osms.Ledger.Queries;

/// <summary>Whose people, in which month.</summary>
public readonly record struct PersonsOfPayer(Month Month, PayerFilter Who);

/// <summary>An event by its place in the ledger and in the person's history.</summary>
public readonly record struct EventBehind(LedgerPosition Position, int Version, string Type);

/// <summary>A person with the payer of a month and what is behind it.</summary>
/// <param name="Expected">What a budget owes; null for other payers.</param>
/// <param name="Events">Oldest first.</param>
public sealed record PayerPerson(Iin Iin, MonthPayer Payer, Tenge? Expected, IReadOnlyList<EventBehind> Events);

/// <summary>Some of the persons behind a figure, in order of their IINs.</summary>
/// <param name="Total">How many there are on all pages.</param>
/// <param name="Next">The IIN after which the next page begins; null on the last one.</param>
public sealed record PersonsPage(LedgerPosition Position, long Total, IReadOnlyList<PayerPerson> Persons, string? Next);

/// <summary>The persons behind the figures of a reconciliation: each is decided by the fold of their events.</summary>
public sealed class PayerPersonsQuery(
    NpgsqlDataSource database, FigureSums figures, IEventStore store, PositionClock clock, RuleBook rules)
{
    // A page ends after so many, so that a call takes no longer where few of many have the payer.
    private const int LookedAtOnce = 10_000;
    private const int FoldedAtOnce = 500;

    private readonly PayerCandidates _candidates = new(database);

    /// <summary>The one position of a list, with the number of persons on it.</summary>
    /// <exception cref="FiguresNotReadyException">They are being made again.</exception>
    public async Task<Answered<PersonsPage>> FixAsync(
        PersonsOfPayer asked, AsOf knownAt, CancellationToken cancellation)
    {
        var settlement = await clock.FixAsync(knownAt, cancellation);
        if (settlement is not Settlement.At { Position: var position })
        {
            return new Answered<PersonsPage>.Unsettled(settlement);
        }

        var counts = await figures.PayersAsync(asked.Month, position, cancellation);
        var total = counts.Where(c => asked.Who.Holds(PayerCode.Unpack(c.Code, rules))).Sum(c => c.Persons);
        return new Answered<PersonsPage>.Found(new PersonsPage(position, total, [], string.Empty));
    }

    /// <summary>A page; it may have fewer persons than asked for, or none, and not be the last.</summary>
    /// <param name="asked">Whose people.</param>
    /// <param name="knownAt">The position of the first page, for all further ones.</param>
    /// <param name="after">Those after this IIN; empty for all.</param>
    /// <param name="limit">At most.</param>
    /// <param name="cancellation">Stops.</param>
    public async Task<Answered<PersonsPage>> PageAsync(
        PersonsOfPayer asked, AsOf knownAt, string after, int limit, CancellationToken cancellation)
    {
        var answered = await FixAsync(asked, knownAt, cancellation);
        if (answered is not Answered<PersonsPage>.Found { Answer: var page })
        {
            return answered;
        }

        var persons = new List<PayerPerson>();
        var looked = 0;
        await foreach (var some in WalkAsync(asked, page.Position, after, cancellation))
        {
            looked += some.Looked;
            if (persons.Count + some.Persons.Count > limit)
            {
                persons.AddRange(some.Persons.Take(limit - persons.Count));
                return Page(persons[^1].Iin.Digits);
            }

            persons.AddRange(some.Persons);
            if (some.Next is { } next && (persons.Count == limit || looked >= LookedAtOnce))
            {
                return Page(next);
            }
        }

        return Page(next: null);

        Answered<PersonsPage> Page(string? next) =>
            new Answered<PersonsPage>.Found(page with { Persons = persons, Next = next });
    }

    /// <summary>All of them, as many as the figure says.</summary>
    /// <param name="asked">Whose people.</param>
    /// <param name="fixedAt">Of <see cref="FixAsync"/>.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="InvalidOperationException">There are others than the figure says.</exception>
    public async IAsyncEnumerable<PayerPerson> ListAsync(
        PersonsOfPayer asked, PersonsPage fixedAt, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var listed = 0L;
        await foreach (var some in WalkAsync(asked, fixedAt.Position, string.Empty, cancellation))
        {
            listed += some.Persons.Count;
            foreach (var person in some.Persons)
            {
                yield return person;
            }
        }

        if (listed != fixedAt.Total)
        {
            throw new InvalidOperationException(
                $"{listed} persons have this payer in {asked.Month}, and the figure is {fixedAt.Total}.");
        }
    }

    private async IAsyncEnumerable<(List<PayerPerson> Persons, int Looked, string? Next)> WalkAsync(
        PersonsOfPayer asked, LedgerPosition at, string after, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var month = FigureMonth.Of(asked.Month);
        for (var next = after; next is not null;)
        {
            (var candidates, next) = await _candidates.PageAsync(asked.Who.Payer, month, at, next, cancellation);
            for (var done = 0; done < candidates.Count; done += FoldedAtOnce)
            {
                var some = candidates.Skip(done).Take(FoldedAtOnce).ToList();
                var isLast = done + some.Count == candidates.Count;
                yield return (
                    await DecideAsync(asked, at, some, cancellation), some.Count, isLast ? next : some[^1]);
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
