using System.Runtime.CompilerServices;
using Npgsql;
using Osms.Ledger.Store;
using Osms.Ledger.Values;

namespace Osms.Ledger.Queries;

/// <summary>An import as its events can be found.</summary>
/// <param name="Correlation">What they belong to.</param>
/// <param name="BegunAt">None of them was recorded before this; null: nobody knows.</param>
/// <param name="Last">None of them is above this position; null likewise.</param>
public sealed record ImportTrace(string Correlation, DateTimeOffset? BegunAt, LedgerPosition? Last);

/// <summary>Where the events of an import lie.</summary>
public sealed record ImportStretch(string Correlation, LedgerPosition After, LedgerPosition Through);

/// <summary>
/// Whose answer for a day an import changed: as known at the position before its first event, and at its last. What
/// others recorded in between about the same people is known after it.
/// </summary>
public sealed class ImportImpactQuery(NpgsqlDataSource database, CoverageBatchQuery batch, PositionClock clock)
{
    private const int PeopleAtOnce = 1_000;

    // Of the clock of the server, should it have been set back.
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(1);

    /// <summary>Every event of the import lies above the first and at or below the second position.</summary>
    public async Task<Answered<ImportStretch>> FixAsync(ImportTrace trace, CancellationToken cancellation)
    {
        AsOf last = trace.Last is { } position ? new AsOf.Position(position) : AsOf.Now.Instance;
        var settlement = await batch.FixAsync(last, cancellation);
        if (settlement is not Settlement.At { Position: var through })
        {
            return new Answered<ImportStretch>.Unsettled(settlement);
        }

        var after = trace.BegunAt is { } begun
            ? (await clock.LastBeforeAsync([begun - Margin], cancellation))[0]
            : LedgerPosition.Start;
        return new Answered<ImportStretch>.Found(new ImportStretch(trace.Correlation, after, through));
    }

    /// <summary>In order of the IINs; no page when nothing was recorded about anybody.</summary>
    public async IAsyncEnumerable<ImpactPage> PagesAsync(
        ImportStretch stretch, DateOnly at, IProgress<ImpactProgress>? progress,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        var people = new List<CorrelatedStream>(PeopleAtOnce);
        var streams = CorrelatedStreams.ReadAsync(
            database, stretch.After, stretch.Through, stretch.Correlation, cancellation);
        var done = 0L;
        await foreach (var one in streams)
        {
            if (!StreamType.IsNoPersons(one.Stream))
            {
                people.Add(one);
            }

            done++;
            if (people.Count == PeopleAtOnce || (done == one.Streams && people.Count > 0))
            {
                yield return await CompareAsync(people, at, cancellation);
                progress?.Report(new ImpactProgress(done, one.Streams));
                people.Clear();
            }
        }
    }

    private async Task<ImpactPage> CompareAsync(
        List<CorrelatedStream> people, DateOnly at, CancellationToken cancellation)
    {
        var (from, to) = (new LedgerPosition(people[0].First - 1), new LedgerPosition(people[0].Last));
        BatchQuestion[] questions = [.. people.Select(p => new BatchQuestion(Iin.Parse(p.Stream), at))];
        var before = await batch.AskAsync(questions, from, cancellation);
        var after = await batch.AskAsync(questions, to, cancellation);
        var changed = new List<ChangedAnswer>();
        for (var i = 0; i < questions.Length; i++)
        {
            if (ChangedAnswer.IsAnother(before[i].Standing, after[i].Standing))
            {
                changed.Add(new ChangedAnswer(
                    questions[i].Iin, before[i].Standing, after[i].Standing, people[i].Positions));
            }
        }

        return new ImpactPage(people.Count, changed, from, to);
    }
}
