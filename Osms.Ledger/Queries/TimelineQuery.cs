using Osms.Ledger.Coverage;
using Osms.Ledger.Projections;
using Osms.Ledger.Regulation;
using Osms.Ledger.Store;
using Osms.Ledger.Values;

namespace Osms.Ledger.Queries;

/// <summary>
/// Days in a row with the same basis and payer; ends inclusive, null when there is none on that side.
/// </summary>
public sealed record TimelineRun(DateOnly? From, DateOnly? Through, DayShown Shown);

/// <summary>A person's whole timeline as known at a position.</summary>
public sealed record TimelineAnswer(Iin Iin, LedgerPosition Position, string Rules, IReadOnlyList<TimelineRun> Runs);

/// <summary>All runs of a person, as known at T.</summary>
public sealed class TimelineQuery(
    CoverageTable table, PersonReader people, HighWater highWater, RuleBook rules)
{
    public async Task<Answered<TimelineAnswer>> AskAsync(Iin iin, AsOf knownAt, CancellationToken cancellation)
    {
        if (knownAt is AsOf.Now)
        {
            var settled = highWater.Current;
            if (await table.FindAsync(iin, cancellation) is { } row)
            {
                return Found(iin, LedgerPosition.Max(settled, row.Position), row.ToTimeline());
            }
        }

        var (known, why) = await people.ReadStateAsync(iin, knownAt, cancellation);
        return known is null
            ? new Answered<TimelineAnswer>.Unsettled(why!)
            : Found(iin, known.Position, Determination.Of(iin, known.State, rules));
    }

    private Answered<TimelineAnswer>.Found Found(Iin iin, LedgerPosition position, Timeline timeline) =>
        new(new TimelineAnswer(iin, position, rules.Digest, Runs(timeline)));

    // A change of region or of a second basis is no change of what is shown here.
    private static List<TimelineRun> Runs(Timeline timeline)
    {
        var runs = new List<TimelineRun>();
        foreach (var (from, through, standing) in timeline.Runs)
        {
            var run = new TimelineRun(from, through, DayShown.Of(standing));
            if (runs.Count > 0 && runs[^1].Shown == run.Shown)
            {
                runs[^1] = runs[^1] with { Through = through };
            }
            else
            {
                runs.Add(run);
            }
        }

        return runs;
    }
}
