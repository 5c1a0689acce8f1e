using Npgsql;
using Osms.Ledger.Coverage;
using Osms.Ledger.Projections;
using Osms.Ledger.Regulation;
using Osms.Ledger.Store;
using Osms.Ledger.Values;

namespace Osms.Ledger.Queries;

/// <summary>One question of many.</summary>
public readonly record struct BatchQuestion(Iin Iin, DateOnly At);

/// <summary>
/// Many questions at one position. A person's row answers where it is not newer than that; the others are folded.
/// So a batch is the same as its questions one by one, whatever is written meanwhile.
/// </summary>
public sealed class CoverageBatchQuery(
    CoverageTable table, IEventStore store, PositionClock clock, HighWater highWater, RuleBook rules)
{
    /// <summary>The one position of a batch: as asked, or everything recorded by now.</summary>
    public async Task<Settlement> FixAsync(AsOf knownAt, CancellationToken cancellation)
    {
        if (knownAt is not AsOf.Now)
        {
            return await clock.SettleAsync(knownAt, cancellation);
        }

        var (_, handedOut) = await highWater.LookAsync(cancellation);
        return await clock.SettleAsync(new AsOf.Position(handedOut), cancellation);
    }

    /// <summary>The answers, in the order of the questions; a few thousand at once are best.</summary>
    /// <param name="questions">In any order; the same person may be asked about on several days.</param>
    /// <param name="position">Settled.</param>
    /// <param name="cancellation">Stops.</param>
    public async Task<IReadOnlyList<CoverageAnswer>> AskAsync(
        IReadOnlyList<BatchQuestion> questions, LedgerPosition position, CancellationToken cancellation)
    {
        var timelines = await TimelinesAsync([.. questions.Select(q => q.Iin).Distinct()], position, cancellation);
        return [.. questions.Select(q => CoverageAnswer.Of(q.Iin, q.At, position, timelines[q.Iin], rules))];
    }

    private async Task<Dictionary<Iin, Timeline>> TimelinesAsync(
        IReadOnlyList<Iin> people, LedgerPosition position, CancellationToken cancellation)
    {
        var timelines = new Dictionary<Iin, Timeline>(people.Count);
        foreach (var (iin, row) in await table.FindAsync(people, cancellation))
        {
            if (row.Position <= position)
            {
                timelines.Add(iin, row.Timeline);
            }
        }

        Iin[] others = [.. people.Where(iin => !timelines.ContainsKey(iin))];
        if (others.Length > 0)
        {
            var streams = await store.LoadAsync([.. others.Select(iin => iin.Digits)], position, cancellation);
            foreach (var iin in others)
            {
                var person = Person.From(streams.GetValueOrDefault(iin.Digits, []));
                timelines.Add(iin, Determination.Of(iin, person.State, rules));
            }
        }

        return timelines;
    }
}
