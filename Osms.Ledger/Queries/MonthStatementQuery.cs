using Osms.Ledger.Closing;
using Osms.Ledger.Regulation;
using Osms.Ledger.Store;
using Osms.Ledger.Values;

namespace Osms.Ledger.Queries;

/// <summary>Whether changes are booked in a month.</summary>
public enum BookingState
{
    Open,
    Closed,
}

/// <summary>What becomes of frozen figures when they are added up again.</summary>
public enum Recomputation
{
    /// <summary>The same bytes.</summary>
    Same,

    /// <summary>Others: something is wrong with the ledger.</summary>
    Different,

    /// <summary>They were frozen by a program with other rule data, which would have to say.</summary>
    OtherRules,
}

/// <summary>A month, as it is booked.</summary>
/// <param name="Month">Which.</param>
/// <param name="State">Open or closed.</param>
/// <param name="Rules">Digest of the rule data of the figures.</param>
/// <param name="Figures">What was frozen when it was closed; of an open month what is booked by now.</param>
/// <param name="Recomputed">Of a closed month, when asked for.</param>
/// <param name="History">Every closing and reopening, oldest first.</param>
public sealed record MonthStatement(
    Month Month, BookingState State, string Rules, MonthFigures Figures, Recomputation? Recomputed,
    IReadOnlyList<MonthStep> History);

/// <summary>Answers what was closed when, and with which figures.</summary>
public sealed class MonthStatementQuery(
    ClosingsReader reader, MonthFiguresQuery figures, HighWater highWater, RuleBook rules)
{
    /// <summary>Every month that was ever closed, with its closings and reopenings.</summary>
    public async Task<IReadOnlyList<(Month Month, IReadOnlyList<MonthStep> History)>> ListAsync(
        CancellationToken cancellation)
    {
        var closings = await reader.ReadAsync(cancellation);
        return [.. closings.Months.Select(month => (month, closings.Of(month)))];
    }

    /// <param name="month">Not before January 2020.</param>
    /// <param name="recompute">Adds a closed month up again and compares.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="Projections.FiguresNotReadyException">The figures are being made again.</exception>
    public async Task<MonthStatement> AskAsync(Month month, bool recompute, CancellationToken cancellation)
    {
        var closings = await reader.ReadAsync(cancellation);
        if (closings.Standing(month)?.Event is not MonthEvent.MonthClosed closed)
        {
            var now = (await highWater.LookAsync(cancellation)).Settled;
            return new MonthStatement(
                month, BookingState.Open, rules.Digest, await figures.AskAsync(month, now, closings, cancellation),
                Recomputed: null, closings.Of(month));
        }

        return new MonthStatement(
            month, BookingState.Closed, closed.Rules, MonthFigures.Parse(closed.Figures),
            recompute ? await RecomputeAsync(month, closed, closings, cancellation) : null, closings.Of(month));
    }

    private async Task<Recomputation> RecomputeAsync(
        Month month, MonthEvent.MonthClosed closed, Closings closings, CancellationToken cancellation)
    {
        if (closed.Rules != rules.Digest)
        {
            return Recomputation.OtherRules;
        }

        var again = await figures.AskAsync(month, closed.Position, closings, cancellation);
        return again.ToText() == closed.Figures ? Recomputation.Same : Recomputation.Different;
    }
}
