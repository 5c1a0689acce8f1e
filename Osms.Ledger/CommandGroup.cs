using Npgsql;
using Osms.Ledger.Insured;
using Osms.Ledger.Projections;
using Osms.Ledger.Regulation;
using Osms.Ledger.Store;
using Osms.Ledger.Telemetry;
using Osms.Ledger.Values;

namespace Osms.Ledger;

/// <summary>A single command that has been checked: about whom, what it would become, where it came from.</summary>
internal sealed record AskedAlone(Iin Iin, InsuredEvent Event, EventOrigin Origin)
{
    internal StreamAppend AppendTo(InsuredState state) => new(
        Iin.Digits,
        state.Version,
        [new NewEvent(EventCatalogue.NameOf(Event), EventCatalogue.Serialize(Event), Origin)]);
}

/// <summary>
/// The short way of single commands: those that come at once are decided from the kept states and appended together,
/// each on its own, in two round trips for all of them.
/// </summary>
internal sealed class CommandGroup
{
    // A second group is decided while the first waits for the disk, when there are enough for two.
    private const int Lanes = 2;
    private const int EnoughForAnother = 8;
    private const int MostCommands = 32;

    private readonly IEventStore _store;
    private readonly StateTable _states;
    private readonly PersonProjection _projection;
    private readonly RuleBook _rules;
    private readonly GroupCommit<AskedAlone, RecordResult?> _group;

    internal CommandGroup(IEventStore store, StateTable states, PersonProjection projection, RuleBook rules)
    {
        (_store, _states, _projection, _rules) = (store, states, projection, rules);
        _group = new(Lanes, EnoughForAnother, MostCommands, asked => asked.Iin.Digits, RecordAsync);
    }

    /// <summary>
    /// Recorded; null when the kept state cannot decide or would refuse, or somebody was first or holds the stream;
    /// contended when the group and others got in each other's way.
    /// </summary>
    internal Task<RecordResult?> RecordAsync(AskedAlone asked, CancellationToken cancellation) =>
        _group.AskAsync(asked, cancellation);

    private async Task<IReadOnlyList<RecordResult?>> RecordAsync(
        IReadOnlyList<AskedAlone> asked, CancellationToken cancellation)
    {
        using var span = asked.Count > 1 ? BatchSpan.Begin(asked.Count) : null;
        var results = new RecordResult?[asked.Count];
        try
        {
            var kept = await _states.FindAsync([.. asked.Select(a => a.Iin)], cancellation);
            int[] accepted = [.. Enumerable.Range(0, asked.Count).Where(i => IsAccepted(kept[i], asked[i].Event))];
            if (accepted.Length > 0)
            {
                PersonRow[] rows = [.. accepted.Select(i => RowAfter(kept[i]!, asked[i]))];
                var positions = await _store.AppendEachAsync(
                    [.. accepted.Select(i => asked[i].AppendTo(kept[i]!))], _projection.WritesOfEach(rows),
                    cancellation);
                for (var i = 0; i < accepted.Length; i++)
                {
                    results[accepted[i]] = positions[i] is { } position
                        ? new RecordResult.Recorded(position, rows[i].State.Version, asked[accepted[i]].Event)
                        : null;
                }
            }

            return results;
        }
        catch (PostgresException e) when (!e.IsUnavailable())
        {
            // Nothing of the group is recorded. Whoever it was, the others are decided by themselves.
            Array.Fill(results, e.IsConflict() ? RecordResult.Contended.Instance : null);
            return results;
        }
    }

    private static bool IsAccepted(InsuredState? state, InsuredEvent happened) =>
        state is not null && InsuredDecider.DecideOnStream(state, null, happened) is Decision.Accepted;

    // Decided without the history, so no refund.
    private PersonRow RowAfter(InsuredState state, AskedAlone asked) =>
        PersonRow.After(asked.Iin, state, asked.Event, history: null, _rules);
}
