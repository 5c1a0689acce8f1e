using Osms.Ledger.Coverage;
using Osms.Ledger.Insured;
using Osms.Ledger.Projections;
using Osms.Ledger.Regulation;
using Osms.Ledger.Store;
using Osms.Ledger.Values;

namespace Osms.Ledger.Queries;

/// <summary>
/// Who is insured on a day, in numbers, as known now: everything recorded by the moment of the question, and nothing
/// after it. The read model is counted; who has no right row in it is counted by their events.
/// </summary>
/// <param name="counts">Of the read model.</param>
/// <param name="batch">Fixes the position, as for a batch of questions about everybody.</param>
/// <param name="store">The events of the others.</param>
/// <param name="highWater">What is settled when the position is.</param>
/// <param name="rules">What the answer is given by.</param>
/// <param name="mostFolded">How many others there may be.</param>
public sealed class StatisticsQuery(
    CoverageCounts counts, CoverageBatchQuery batch, IEventStore store, HighWater highWater, RuleBook rules,
    int mostFolded)
{
    private const int FoldedAtOnce = 500;

    /// <param name="on">The day.</param>
    /// <param name="levels">Whether to tell welfare levels: for these the facts of many people are read.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="FiguresNotReadyException">Too many people have no right row; a rebuild makes them.</exception>
    public async Task<Answered<StatisticsAnswer>> AskAsync(
        DateOnly on, bool levels, CancellationToken cancellation)
    {
        var settlement = await batch.FixAsync(AsOf.Now.Instance, cancellation);
        if (settlement is not Settlement.At { Position: var recorded })
        {
            return new Answered<StatisticsAnswer>.Unsettled(settlement);
        }

        // What was settled while others were waited for counts too: fewer rows are newer than the answer.
        var position = LedgerPosition.Max(recorded, highWater.Current);
        return new Answered<StatisticsAnswer>.Found(await CountAsync(on, position, levels, cancellation));
    }

    /// <summary>As known at a settled position from which on not too many people have changed.</summary>
    internal async Task<StatisticsAnswer> CountAsync(
        DateOnly on, LedgerPosition position, bool withLevels, CancellationToken cancellation)
    {
        var (counted, levels, others) = await counts.ReadAsync(
            on, position, withLevels, mostFolded, cancellation);
        var tally = new StatisticsTally(rules, levels?.People);
        foreach (var (standing, ageBand, people) in counted)
        {
            tally.Add(standing, ageBand, people);
        }

        var bands = new AgeBands(on);
        await FoldAsync(
            others,
            position,
            (iin, state) =>
            {
                var standing = Determination.Of(iin, state, rules).On(on);
                tally.Add(standing, bands.Of(iin.BirthDate), people: 1);
                tally.AddLevel(standing, UninsuredLevels.PlaceOf(state, on));
            },
            cancellation);

        // They are counted already, but for their level.
        await FoldAsync(
            levels?.Others ?? [],
            position,
            (_, state) => tally.AddLevel(UninsuredLevels.PlaceOf(state, on)),
            cancellation);
        return tally.ToAnswer(on, position);
    }

    private async Task FoldAsync(
        IReadOnlyList<string> people, LedgerPosition position, Action<Iin, InsuredState> fold,
        CancellationToken cancellation)
    {
        foreach (var some in people.Chunk(FoldedAtOnce))
        {
            var facts = await store.LoadFactsAsync(some, position, cancellation);

            // Who has none yet became known after the position.
            for (var i = 0; i < some.Length; i++)
            {
                if (facts[i].Count > 0)
                {
                    fold(Iin.Parse(some[i]), Person.StateFrom(facts[i]));
                }
            }
        }
    }
}
