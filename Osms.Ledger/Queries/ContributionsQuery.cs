using Osms.Ledger.Regulation;
using Osms.Ledger.Store;
using Osms.Ledger.Values;

namespace Osms.Ledger.Queries;

/// <summary>What was contributed for one month, by kind.</summary>
/// <param name="Kinds">In the order of the kinds; empty when nothing was paid for the month.</param>
public sealed record MonthContributions(Month Month, IReadOnlyList<ContributionSum> Kinds);

/// <summary>What was contributed, as known at a position.</summary>
/// <param name="Rules">Digest of the rule data.</param>
/// <param name="Months">Ascending.</param>
public sealed record ContributionsAnswer(
    LedgerPosition Position, string Rules, IReadOnlyList<MonthContributions> Months);

/// <summary>Adds up what was contributed, by month and kind.</summary>
public sealed class ContributionsQuery(FigureSums figures, PositionClock clock, RuleBook rules)
{
    /// <param name="month">Null: every month that anybody has paid for.</param>
    /// <param name="knownAt">With everything recorded by now, or as known at a position or instant.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="Projections.FiguresNotReadyException">They are being made again.</exception>
    public async Task<Answered<ContributionsAnswer>> AskAsync(
        Month? month, AsOf knownAt, CancellationToken cancellation)
    {
        var settlement = await clock.FixAsync(knownAt, cancellation);
        if (settlement is not Settlement.At { Position: var position })
        {
            return new Answered<ContributionsAnswer>.Unsettled(settlement);
        }

        var months = (await figures.ContributionsAsync(position, cancellation)).ToLookup(sum => sum.Month);
        return new Answered<ContributionsAnswer>.Found(new ContributionsAnswer(
            position,
            rules.Digest,
            month is { } one
                ? [new MonthContributions(one, [.. months[one]])]
                : [.. months.Select(sums => new MonthContributions(sums.Key, [.. sums]))]));
    }
}
