using Npgsql;
using Osms.Ledger.Insured;
using Osms.Ledger.Projections;
using Osms.Ledger.Regulation;
using Osms.Ledger.Store;
using Osms.Ledger.Values;

namespace Osms.Ledger;

/// <summary>
/// The one way a fact gets into the ledger, and the road map of this code:
/// <list type="number">
/// <item>check the request itself (<see cref="RequestCheck"/>);</item>
/// <item>load what is known of the person (<see cref="StateTable"/>, or the stream where that cannot decide);</item>
/// <item>decide (<see cref="InsuredDecider"/>, pure);</item>
/// <item>append the event with the version it was decided on (<see cref="IEventStore"/>), and with it</item>
/// <item>the rows that follow from it (<see cref="PersonProjection"/>: evolve, determine).</item>
/// </list>
/// Whoever finds the stream moved on in between decides again, a bounded number of times.
/// </summary>
public sealed partial class InsuranceLedger(
    IEventStore store, StateTable states, PersonProjection projection, RuleBook rules, TimeProvider clock,
    LedgerOptions options)
{
    internal IEventStore Store => store;

    /// <summary>The same on another store.</summary>
    internal InsuranceLedger Over(IEventStore other) => new(other, states, projection, rules, clock, options);

    /// <summary>The civil day it is in Kazakhstan.</summary>
    public DateOnly Today => CivilDay.In(clock.GetUtcNow());

    /// <summary>Records one fact, or says why not.</summary>
    public async Task<RecordResult> RecordAsync(
        InsuredCommand command, EventOrigin origin, CancellationToken cancellation)
    {
        var (happened, refusals) = RequestCheck.Of(command, rules, Today);
        if (happened is null)
        {
            return new RecordResult.Refused(refusals);
        }

        var iin = Iin.Parse(command.Iin);
        for (var attempt = 0; attempt < options.MaxAttempts; attempt++)
        {
            if (attempt > 0)
            {
                await Retry.PauseAsync(attempt, cancellation);
            }

            if (await AttemptAsync(iin, happened, origin, attempt == 0, cancellation) is { } result)
            {
                return result;
            }
        }

        return RecordResult.Contended.Instance;
    }

    /// <summary>Null when somebody else appended first, or got in the way.</summary>
    private async Task<RecordResult?> AttemptAsync(
        Iin iin, InsuredEvent happened, EventOrigin origin, bool trustState, CancellationToken cancellation)
    {
        try
        {
            return await TryRecordAsync(iin, happened, origin, trustState, cancellation);
        }
        catch (PostgresException e) when (e.IsConflict())
        {
            return null;
        }
        catch (StreamArchivedException)
        {
            return new RecordResult.Refused([Refusal.StreamArchived]);
        }
    }

    private async Task<RecordResult?> TryRecordAsync(
        Iin iin, InsuredEvent happened, EventOrigin origin, bool trustState, CancellationToken cancellation)
    {
        // The kept state decides most commands. After a conflict the events do: they cannot lag behind. So they do
        // before a refusal: no version is compared there that would tell of a state that lags.
        Person? person = null;
        var state = trustState ? await states.FindAsync(iin, cancellation) ?? InsuredState.Empty : null;
        var decision = state is null
            ? Decision.NeedsHistory.Instance
            : InsuredDecider.DecideOnStream(state, null, happened);
        if (decision is Decision.NeedsHistory or Decision.Refused)
        {
            person = Person.From(await store.LoadAsync(iin.Digits, null, cancellation));
            state = person.State;
            decision = InsuredDecider.DecideOnStream(state, person.Events, happened);
        }

        switch (decision)
        {
            case Decision.Refused refused:
                return new RecordResult.Refused(refused.Refusals);
            case Decision.Repeated { Version: var version }:
                var original = person!.Stored[version - 1];
                return new RecordResult.Repeated(original.Position, version, person.Events[version - 1]);
            default:
                return await AppendAsync(iin, state!, happened, origin, cancellation);
        }
    }

    private async Task<RecordResult?> AppendAsync(
        Iin iin, InsuredState state, InsuredEvent happened, EventOrigin origin, CancellationToken cancellation)
    {
        var append = new StreamAppend(
            iin.Digits,
            state.Version,
            [new NewEvent(EventCatalogue.NameOf(happened), EventCatalogue.Serialize(happened), origin)]);
        var row = PersonRow.Of(iin, state.Evolve(happened), position: null, rules);
        return await store.AppendAsync(append, projection.Writes(row), cancellation) is AppendResult.Appended appended
            ? new RecordResult.Recorded(appended.Positions[0], row.State.Version, happened)
            : null;
    }
}
