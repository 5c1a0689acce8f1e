using Osms.Ledger.Insured;
using Osms.Ledger.Projections;
using Osms.Ledger.Reconciliation;
using Osms.Ledger.Store;
using Osms.Ledger.Values;

namespace Osms.Ledger;

/// <summary>A fact asked for in a batch: which command, and the event it would become.</summary>
/// <param name="Index">Of the command in the batch.</param>
/// <param name="Event">What it would become.</param>
/// <param name="Origin">By whom, from where.</param>
/// <param name="VersionBefore">Of an exported event: its place in its history there.</param>
internal readonly record struct AskedFact(
    int Index, InsuredEvent Event, EventOrigin Origin, int? VersionBefore);

/// <summary>One person's commands within a batch, decided in order, each on what the ones before it left.</summary>
internal sealed class PersonInBatch(Iin iin)
{
    private readonly List<Decision> _decisions = [];
    private Person? _history;
    private int _versionBefore;
    private ReadModelRow? _row;
    private PersonFigures? _figures;

    internal Iin Iin { get; } = iin;

    /// <summary>The stream takes no more events: what would be accepted is refused.</summary>
    internal bool IsArchived { get; set; }

    // Most files have one row of a person.
    internal List<AskedFact> Asked { get; } = new(1);

    internal List<AskedFact> Accepted { get; } = [];

    /// <summary>
    /// What the read model keeps after the accepted events, but for their position; nobody's when there are none.
    /// </summary>
    internal ReadModelRow Row => _row! with { Position = Positions[^1].Value };

    /// <summary>What the accepted events change in the figures; nobody's when there are none.</summary>
    internal NewFigures Figures => new(Iin, _figures!, _versionBefore, Positions);

    /// <summary>Of the accepted events, once they are appended.</summary>
    internal IReadOnlyList<LedgerPosition> Positions { get; set; } = [];

    /// <summary>Nothing was recorded of this person before the batch.</summary>
    internal bool IsNew => _versionBefore == 0;

    /// <summary>False when the state alone cannot tell; then nothing has been decided.</summary>
    /// <param name="state">Given away: it moves on with what is accepted.</param>
    /// <param name="projection">Makes the row of it, so that the state itself need not be kept.</param>
    internal bool DecideAlone(InsuredState state, PersonProjection projection) => Decide(state, null, projection);

    internal void DecideWith(Person person, PersonProjection projection)
    {
        _history = person;
        if (!Decide(person.State.ToBeMovedOn(), [.. person.Events], projection))
        {
            throw new InvalidOperationException("A decision with the whole history at hand asked for it.");
        }
    }

    internal StreamAppend ToAppend() => new(
        Iin.Digits,
        _versionBefore,
        [
            .. Accepted.Select(a => new NewEvent(
                EventCatalogue.NameOf(a.Event), EventCatalogue.Serialize(a.Event), a.Origin, a.Index)),
        ]);

    internal void Report(List<RecordResult?> results)
    {
        var accepted = 0;
        for (var i = 0; i < Asked.Count; i++)
        {
            results[Asked[i].Index] = _decisions[i] switch
            {
                Decision.Accepted => Recorded(accepted++),
                Decision.Repeated { Version: var version } => Repeated(version),
                Decision.Refused { Refusals: var refusals } => new RecordResult.Refused(refusals),
                _ => throw new InvalidOperationException("A batch ended with a command undecided."),
            };
        }
    }

    private bool Decide(InsuredState state, List<InsuredEvent>? history, PersonProjection projection)
    {
        _versionBefore = state.Version;
        _decisions.Clear();
        Accepted.Clear();
        Accepted.EnsureCapacity(Asked.Count);
        _decisions.EnsureCapacity(Asked.Count);
        _figures = projection.FiguresOf(Iin);
        foreach (var asked in Asked)
        {
            var decision = InsuredDecider.DecideOnStream(state, history, asked.Event);
            if (decision is Decision.NeedsHistory)
            {
                return false;
            }

            if (IsArchived && decision is Decision.Accepted)
            {
                decision = new Decision.Refused([Refusal.StreamArchived]);
            }

            decision = AnnulsTheSame(asked, decision, state.Version + 1);
            _decisions.Add(decision);
            if (decision is Decision.Accepted accepted)
            {
                Accepted.Add(asked);
                _figures.MoveOn(state, accepted.Event, history);
                history?.Add(accepted.Event);
            }
        }

        _row = Accepted.Count == 0 ? null : projection.RowOf(Iin, state, _figures);
        return true;
    }

    // An annulment names its fact by version, which in a history that is not the same is another fact.
    private static Decision AnnulsTheSame(AskedFact asked, Decision decision, int next)
    {
        var version = decision is Decision.Repeated repeated ? repeated.Version : next;
        if (decision is Decision.Refused || asked.Event is not InsuredEvent.FactAnnulled
            || asked.VersionBefore is not { } before || before == version)
        {
            return decision;
        }

        return new Decision.Refused(
        [
            new Refusal(
                RefusalCode.FactDiffers, "version",
                $"This annulment was version {before} of its history and would be version {version} here: the version "
                + "that it annuls is another fact."),
        ]);
    }

    private RecordResult.Recorded Recorded(int index) =>
        new(Positions[index], _versionBefore + index + 1, Accepted[index].Event);

    private RecordResult.Repeated Repeated(int version) => version <= _versionBefore
        ? new RecordResult.Repeated(_history!.Stored[version - 1].Position, version, _history.Events[version - 1])
        : new RecordResult.Repeated(
            Positions[version - _versionBefore - 1], version, Accepted[version - _versionBefore - 1].Event);
}
