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
    CoverageTable table, IEventStore store, PositionClock clock, RuleBook rules)
{
    // Looked for at the same time, so that the server looks for some while others are read here.
    private const int Parts = 3;
    private const int LeastOfAPart = 250;
    private const int FoldedAtOnce = 500;

    /// <summary>The one position of a batch: as asked, or everything recorded by now.</summary>
    public Task<Settlement> FixAsync(AsOf knownAt, CancellationToken cancellation) =>
        clock.FixAsync(knownAt, cancellation);

    /// <summary>The answers, in the order of the questions; a few thousand at once are best.</summary>
    /// <param name="questions">In any order; the same person may be asked about on several days.</param>
    /// <param name="position">Settled.</param>
    /// <param name="cancellation">Stops.</param>
    public async Task<IReadOnlyList<CoverageAnswer>> AskAsync(
        IReadOnlyList<BatchQuestion> questions, LedgerPosition position, CancellationToken cancellation)
    {
        var people = new AskedPeople(questions);
        var answers = new CoverageAnswer[questions.Count];
        var size = Math.Max(LeastOfAPart, (people.Count + Parts - 1) / Parts);
        await Task.WhenAll(people.Iins.Chunk(size).Select(iins => table.FindAsync(iins, Take, cancellation)));
        await FoldAsync(people, questions, position, answers, cancellation);
        return answers;

        // Called from several threads, for different people.
        void Take(long iin, LedgerPosition known, PackedRuns runs)
        {
            if (known <= position)
            {
                foreach (var i in people.QuestionsOf(iin))
                {
                    var (who, at) = questions[i];
                    answers[i] = CoverageAnswer.Of(who, at, position, runs.On(at), rules);
                }
            }
        }
    }

    /// <summary>The same explained, which only the events can: a few hundred at once are best.</summary>
    public async Task<IReadOnlyList<CoverageAnswer>> ExplainAsync(
        IReadOnlyList<BatchQuestion> questions, LedgerPosition position, CancellationToken cancellation)
    {
        var people = new AskedPeople(questions);
        var answers = new CoverageAnswer[questions.Count];
        foreach (var some in Enumerable.Range(0, people.Count).Chunk(FoldedAtOnce))
        {
            var facts = await store.LoadFactsAsync([.. some.Select(p => people.Iins[p])], position, cancellation);
            for (var i = 0; i < some.Length; i++)
            {
                var history = KnownHistory.From(facts[i]);
                foreach (var question in people.QuestionsOf(some[i]))
                {
                    var (iin, at) = questions[question];
                    answers[question] = ExplainedPerson.Answer(iin, at, position, history, rules);
                }
            }
        }

        return answers;
    }

    /// <summary>Answers from the events what no row has answered.</summary>
    private async Task FoldAsync(
        AskedPeople people, IReadOnlyList<BatchQuestion> questions, LedgerPosition position, CoverageAnswer?[] answers,
        CancellationToken cancellation)
    {
        int[] others = [.. Enumerable.Range(0, people.Count).Where(p => answers[people.QuestionsOf(p)[0]] is null)];
        foreach (var some in others.Chunk(FoldedAtOnce))
        {
            var facts = await store.LoadFactsAsync([.. some.Select(p => people.Iins[p])], position, cancellation);
            for (var i = 0; i < some.Length; i++)
            {
                Timeline? timeline = null;
                foreach (var question in people.QuestionsOf(some[i]))
                {
                    var (iin, at) = questions[question];
                    timeline ??= Determination.Of(iin, Person.StateFrom(facts[i]), rules);
                    answers[question] = CoverageAnswer.Of(iin, at, position, timeline.Around(at), rules);
                }
            }
        }
    }
}
