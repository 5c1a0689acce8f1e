using Osms.Ledger.Budgets;
using Osms.Ledger.Insured;
using Osms.Ledger.Projections;
using Osms.Ledger.Store;
using Osms.Ledger.Values;

namespace Osms.Ledger;

/// <summary>A transfer asked for in a batch.</summary>
/// <param name="Index">Of the command in the batch.</param>
/// <param name="Event">What it would become.</param>
/// <param name="Origin">By whom, from where.</param>
internal readonly record struct AskedTransfer(int Index, BudgetEvent.TransferReceived Event, EventOrigin Origin);

/// <summary>One budget's transfers within a batch, decided in order, each on what the ones before it left.</summary>
internal sealed class BudgetInBatch(BudgetPayer payer)
{
    private readonly List<TransferDecision> _decisions = [];
    private IReadOnlyList<StoredEvent> _stored = [];

    internal BudgetPayer Payer => payer;

    internal List<AskedTransfer> Asked { get; } = [];

    internal List<AskedTransfer> Accepted { get; } = [];

    /// <summary>Of the accepted events, once they are appended.</summary>
    internal IReadOnlyList<LedgerPosition> Positions { get; set; } = [];

    /// <param name="stored">The whole stream, oldest first.</param>
    /// <param name="isArchived">It takes no more events: what would be accepted is refused.</param>
    internal void Decide(IReadOnlyList<StoredEvent> stored, bool isArchived)
    {
        _stored = stored;
        _decisions.Clear();
        Accepted.Clear();
        var state = BudgetState.Fold(stored.Select(e => BudgetCatalogue.Deserialize(e.Type, e.Data)));
        foreach (var asked in Asked)
        {
            var decision = TransferDecider.Decide(state, asked.Event);
            if (decision is TransferDecision.Accepted && isArchived)
            {
                decision = new TransferDecision.Refused(Refusal.StreamArchived);
            }

            _decisions.Add(decision);
            if (decision is TransferDecision.Accepted)
            {
                Accepted.Add(asked);
                state.MoveOn(asked.Event);
            }
        }
    }

    internal StreamAppend ToAppend() => new(
        payer.Stream,
        _stored.Count,
        [
            .. Accepted.Select(a => new NewEvent(
                BudgetCatalogue.NameOf(a.Event), BudgetCatalogue.Serialize(a.Event), a.Origin, a.Index)),
        ]);

    internal IEnumerable<TransferRow> Rows() =>
        Accepted.Zip(Positions, (asked, position) => TransferRow.Of(payer, asked.Event, position));

    internal void Report(List<RecordResult?> results)
    {
        var accepted = 0;
        for (var i = 0; i < Asked.Count; i++)
        {
            results[Asked[i].Index] = _decisions[i] switch
            {
                TransferDecision.Accepted => Recorded(accepted++),
                TransferDecision.Repeated { Version: var version } => new RecordResult.Repeated(
                    PositionOf(version), version, Asked[i].Event),
                TransferDecision.Refused { Why: var why } => new RecordResult.Refused([why]),
                _ => throw new InvalidOperationException("A batch ended with a transfer undecided."),
            };
        }
    }

    private RecordResult.Recorded Recorded(int index) =>
        new(Positions[index], _stored.Count + index + 1, Accepted[index].Event);

    private LedgerPosition PositionOf(int version) => version <= _stored.Count
        ? _stored[version - 1].Position
        : Positions[version - _stored.Count - 1];
}
