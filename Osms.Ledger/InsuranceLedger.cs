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
/// Commands that come at once first go this way together, each on its own (<see cref="CommandGroup"/>); what cannot be
/// recorded so goes it alone. Whoever finds the stream moved on in between decides again, a bounded number of times.
/// </summary>
public sealed partial class InsuranceLedger(
    IEventStore store, StateTable states, PersonProjection projection, RuleBook rules, TimeProvider clock,
    LedgerOptions options)
{
    private readonly CommandGroup _group = new(store, states, projection, rules);

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

        var asked = new AskedAlone(Iin.Parse(command.Iin), happened, origin);
        var together = await _group.RecordAsync(asked, cancellation);
        if (together is RecordResult.Recorded)
        {
            return together;
        }

        for (var attempt = together is null ? 0 : 1; attempt < options.MaxAttempts; attempt++)
        {
            if (attempt > 0)
            {
                await Retry.PauseAsync(attempt, cancellation);
            }

            if (await AttemptAsync(asked, cancellation) is { } result)
            {
                return result;
            }
        }

        return RecordResult.Contended.Instance;
    }

    /// <summary>Null when somebody else appended first, or got in the way.</summary>
    private async Task<RecordResult?> AttemptAsync(AskedAlone asked, CancellationToken cancellation)
    {
        try
        {
            return await TryRecordAsync(asked, cancellation);
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

    private async Task<RecordResult?> TryRecordAsync(AskedAlone asked, CancellationToken cancellation)
    {
        // The events, not the kept state: they cannot lag behind. That also goes for a refusal, where no version is
        // compared that would tell of a state that lags.
        var person = Person.From(await store.LoadAsync(asked.Iin.Digits, null, cancellation));
        switch (InsuredDecider.DecideOnStream(person.State, person.Events, asked.Event))
        {
            case Decision.Refused refused:
                return new RecordResult.Refused(refused.Refusals);
            case Decision.Repeated { Version: var version }:
                return new RecordResult.Repeated(
                    person.Stored[version - 1].Position, version, person.Events[version - 1]);
            default:
                return await AppendAsync(asked, person, cancellation);
        }
    }

    private async Task<RecordResult?> AppendAsync(
        AskedAlone asked, Person person, CancellationToken cancellation)
    {
        var row = PersonRow.After(asked.Iin, person.State, asked.Event, person.Events, rules);
        var result = await store.AppendAsync(asked.AppendTo(person.State), projection.Writes(row), cancellation);
        return result is AppendResult.Appended appended
            ? new RecordResult.Recorded(appended.Positions[0], row.State.Version, asked.Event)
            : null;
    }
}
