using Npgsql;
using Osms.Ledger.Projections;
using Osms.Ledger.Queries;
using Osms.Ledger.Regulation;

namespace Osms.Ledger.Audit;

/// <summary>
/// Checks a whole ledger against its own events, in memory that does not grow with it, within one snapshot: commands,
/// imports and rebuilds go on beside it and are seen whole or not at all. Closed months are added up again after it,
/// each by statements of its own: what is settled stays as it is.
/// </summary>
public sealed class Verification(
    NpgsqlDataSource database, CoverageTable coverage, MonthFiguresQuery months, RuleBook rules, LedgerOptions options)
{
    /// <param name="sample">
    /// So many people have their events read and compared with the read model; null for all. What the tables must be to
    /// each other is checked for all in any case.
    /// </param>
    /// <param name="seed">Chooses the sample: the same seed, the same people.</param>
    /// <param name="progress">Told the steps.</param>
    /// <param name="cancellation">Stops.</param>
    public async Task<VerifyReport> RunAsync(
        int? sample, int seed, IProgress<VerifyProgress>? progress, CancellationToken cancellation)
    {
        var findings = new Findings(options.VerifyFindingsListed);
        var closings = new ClosingCheck(rules, findings);
        var report = await LookAsync(TableChecks.All, sample, seed, closings, findings, progress, cancellation);
        await closings.CompareAsync(months, progress, cancellation);
        var (total, byCode, first) = findings.All();
        return report with
        {
            Closings = closings.Compared,
            ClosingsNotCompared = closings.NotCompared,
            FindingsTotal = total,
            ByCode = byCode,
            Findings = first,
        };
    }

    /// <summary>Only what a rebuild would make anew: the rows of everybody, and of nobody else.</summary>
    public Task<VerifyReport> CompareReadModelAsync(
        IProgress<VerifyProgress>? progress, CancellationToken cancellation) => LookAsync(
        TableChecks.OfReadModel, sample: null, seed: 0, closings: null, new Findings(options.VerifyFindingsListed),
        progress, cancellation);

    private async Task<VerifyReport> LookAsync(
        IReadOnlyList<string> checks, int? sample, int seed, ClosingCheck? closings, Findings findings,
        IProgress<VerifyProgress>? progress, CancellationToken cancellation)
    {
        await using var snapshot = await LedgerSnapshot.TakeAsync(database, cancellation);
        for (var done = 0; done < checks.Count; done++)
        {
            progress?.Report(new VerifyProgress("tables", done, checks.Count));
            await TableChecks.RunAsync(checks[done], snapshot, findings, cancellation);
        }

        progress?.Report(new VerifyProgress("tables", checks.Count, checks.Count));
        await new BudgetCheck(snapshot, findings).RunAsync(cancellation);
        if (closings is not null)
        {
            await closings.ReadAsync(snapshot, cancellation);
        }

        var people = new PersonCheck(rules, coverage.RulesTag, findings);
        var total = Math.Min(snapshot.Streams, sample ?? long.MaxValue);
        var folded = 0L;
        await Parallel.ForEachAsync(
            new PeopleWalk(snapshot).PagesAsync(sample, seed, cancellation),
            cancellation,
            (page, _) =>
            {
                foreach (var person in page)
                {
                    people.Check(person);
                }

                var done = Interlocked.Add(ref folded, page.Count);
                progress?.Report(new VerifyProgress("people", done, total));
                return ValueTask.CompletedTask;
            });
        var (findingsTotal, byCode, first) = findings.All();
        return new VerifyReport(
            snapshot.Settled, snapshot.Streams, snapshot.Events, folded, sample is null ? null : seed,
            people.OtherRules, people.OtherFormat, Closings: 0, ClosingsNotCompared: 0, findingsTotal, byCode, first);
    }
}
