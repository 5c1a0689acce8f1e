using Osms.Ledger.Closing;
using Osms.Ledger.Queries;
using Osms.Ledger.Regulation;
using Osms.Ledger.Store;
using Osms.Ledger.Values;

namespace Osms.Ledger;

/// <summary>What became of a request to close a month or to open it again.</summary>
public abstract record MonthResult
{
    private MonthResult()
    {
    }

    /// <summary>Committed as this event.</summary>
    public sealed record Recorded(LedgerPosition Position, int Version, MonthEvent Event) : MonthResult;

    /// <summary>Nothing was written: this earlier event already says so.</summary>
    public sealed record Repeated(LedgerPosition Position, int Version, MonthEvent Event) : MonthResult;

    /// <summary>Nothing was written: the reason.</summary>
    public sealed record Refused(ClosingRefusal Why) : MonthResult;

    /// <summary>Nothing was written: the position is not settled, or there is none such.</summary>
    public sealed record Unsettled(Settlement Why) : MonthResult;

    /// <summary>Nothing was written: other months were closed or opened again and again; try later.</summary>
    public sealed record Contended : MonthResult
    {
        public static readonly Contended Instance = new();
    }
}

/// <summary>
/// Closes months and opens them again: load what was closed so far, decide, add up the figures, append the event. The
/// transaction checks that it was decided on everything there is, of all months; otherwise it is decided again.
/// </summary>
public sealed class MonthLedger(
    IEventStore store, ClosingsReader reader, MonthFiguresQuery figures, PositionClock positions, HighWater highWater,
    RuleBook rules, TimeProvider clock, LedgerOptions options)
{
    private const string OnlyThese = "select ledger.only_month_events($1)";

    /// <summary>Freezes what is booked in a month.</summary>
    /// <param name="month">One that is over.</param>
    /// <param name="position">The last one whose changes are in it; null: everything settled by now.</param>
    /// <param name="origin">By whom.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="Projections.FiguresNotReadyException">They are being made again.</exception>
    public Task<MonthResult> CloseAsync(
        Month month, LedgerPosition? position, EventOrigin origin, CancellationToken cancellation) => DoAsync(
        month,
        position,
        origin,
        (closings, settled) => ClosingDecider.Close(
            closings, month, position, settled, CivilDay.In(clock.GetUtcNow())),
        async (closings, settled) => new MonthEvent.MonthClosed(
            settled, rules.Digest,
            (await figures.AskAsync(month, settled, closings, cancellation)).ToText()),
        cancellation);

    /// <summary>Lets what is recorded from now on be booked in a closed month again.</summary>
    /// <param name="month">A closed one.</param>
    /// <param name="reason">Why; kept for good.</param>
    /// <param name="origin">By whom.</param>
    /// <param name="cancellation">Stops.</param>
    public Task<MonthResult> ReopenAsync(
        Month month, string? reason, EventOrigin origin, CancellationToken cancellation) => DoAsync(
        month,
        position: null,
        origin,
        (closings, settled) => ClosingDecider.Reopen(closings, month, reason, settled),
        (_, settled) => Task.FromResult<MonthEvent>(new MonthEvent.MonthReopened(settled, reason!)),
        cancellation);

    private async Task<MonthResult> DoAsync(
        Month month, LedgerPosition? position, EventOrigin origin,
        Func<Closings, LedgerPosition, ClosingDecision> decide,
        Func<Closings, LedgerPosition, Task<MonthEvent>> happen, CancellationToken cancellation)
    {
        for (var attempt = 0; attempt < options.MaxAttempts; attempt++)
        {
            if (attempt > 0)
            {
                await Retry.PauseAsync(attempt, cancellation);
            }

            var closings = await reader.ReadAsync(cancellation);
            var settlement = await SettleAsync(position, cancellation);
            if (settlement is not Settlement.At { Position: var settled })
            {
                return new MonthResult.Unsettled(settlement);
            }

            switch (decide(closings, settled))
            {
                case ClosingDecision.Refused refused:
                    return new MonthResult.Refused(refused.Why);
                case ClosingDecision.Repeated { Before: var before }:
                    return new MonthResult.Repeated(before.Recorded, before.Version, before.Event);
            }

            var happened = await happen(closings, settled);
            if (await AppendAsync(month, closings, happened, origin, cancellation) is { } recorded)
            {
                return recorded;
            }
        }

        return MonthResult.Contended.Instance;
    }

    // What is settled by now is enough: what is still being written comes after it, in this month or another.
    private async Task<Settlement> SettleAsync(LedgerPosition? position, CancellationToken cancellation) =>
        position is { } asked
            ? await positions.SettleAsync(new AsOf.Position(asked), cancellation)
            : new Settlement.At((await highWater.LookAsync(cancellation)).Settled);

    private async Task<MonthResult?> AppendAsync(
        Month month, Closings closings, MonthEvent happened, EventOrigin origin, CancellationToken cancellation)
    {
        var version = closings.Of(month).Count;
        var append = new StreamAppend(
            MonthStream.IdOf(month), version,
            [new NewEvent(MonthEvent.NameOf(happened), MonthEvent.Serialize(happened), origin)])
        {
            StreamType = MonthStream.Type,
        };
        var check = new TableWrite(OnlyThese, closings.All.Count + 1L);
        return await store.AppendAsync(append, [check], cancellation) is AppendResult.Appended appended
            ? new MonthResult.Recorded(appended.Positions[0], version + 1, happened)
            : null;
    }
}
