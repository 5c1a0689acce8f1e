using System.Runtime.CompilerServices;
using Osms.Ledger.Coverage;
using Osms.Ledger.Projections;
using Osms.Ledger.Queries;
using Osms.Ledger.Regulation;
using Osms.Ledger.Store;
using Osms.Ledger.Values;

namespace Osms.Ledger;

/// <summary>
/// Whose answer for a day a file would change: from the events that were there when the person's last row was decided,
/// and with those that the file would add to them. The temporary table of the dry run holds the latter in order of the
/// IINs, wherever in the file a person appears.
/// </summary>
/// <param name="store">Of the dry run, which has ended.</param>
/// <param name="rules">The law.</param>
/// <param name="at">The day.</param>
/// <param name="hasLines">The events name lines of this file: not so those that were exported.</param>
internal sealed class DryRunImpact(DryRunStore store, RuleBook rules, DateOnly at, bool hasLines)
{
    private const int PeopleAtOnce = 500;

    // Within one stream nothing can come below an event that is there.
    private static readonly LedgerPosition Whatever = new(long.MaxValue);

    internal async IAsyncEnumerable<ImpactPage> PagesAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        var people = new List<PretendedStream>(PeopleAtOnce);
        await foreach (var one in store.TakenAsync(cancellation))
        {
            if (StreamType.IsNoPersons(one.Stream))
            {
                continue;
            }

            people.Add(one);
            if (people.Count == PeopleAtOnce)
            {
                yield return await CompareAsync(people, cancellation);
                people.Clear();
            }
        }

        if (people.Count > 0)
        {
            yield return await CompareAsync(people, cancellation);
        }
    }

    private async Task<ImpactPage> CompareAsync(List<PretendedStream> people, CancellationToken cancellation)
    {
        var real = await store.LoadFactsAsync([.. people.Select(p => p.Stream)], Whatever, cancellation);
        var changed = new List<ChangedAnswer>();
        for (var i = 0; i < people.Count; i++)
        {
            var (stream, version, taken) = (people[i].Stream, people[i].VersionBefore, people[i].Taken);
            StoredFact[] known = [.. real[i].Where(fact => fact.Version <= version)];
            var iin = Iin.Parse(stream);
            var (was, now) = (On(iin, known), On(iin, [.. known, .. taken.Select(t => t.Fact)]));
            if (ChangedAnswer.IsAnother(was, now))
            {
                var lines = hasLines ? taken.Select(t => t.Line).OfType<long>().Order() : Enumerable.Empty<long>();
                changed.Add(new ChangedAnswer(iin, was, now, [.. lines]));
            }
        }

        return new ImpactPage(people.Count, changed);
    }

    private Standing On(Iin iin, IReadOnlyList<StoredFact> facts) =>
        Determination.Of(iin, Person.StateFrom(facts), rules).On(at);
}
