using Osms.Ledger.Reconciliation;
using Osms.Ledger.Regulation;
using Osms.Ledger.Store;
using Osms.Ledger.Values;

namespace Osms.Ledger.Queries;

/// <summary>Who owes for a month and what came in, as known at a position.</summary>
/// <param name="Rules">Digest of the rule data.</param>
public sealed record ReconciliationAnswer(MonthReconciliation Figures, LedgerPosition Position, string Rules);

/// <summary>Adds up who owes for a month and what came in.</summary>
public sealed class ReconciliationQuery(
    FigureSums figures, TransfersQuery transfers, PositionClock clock, RuleBook rules)
{
    /// <param name="month">Not before January 2020.</param>
    /// <param name="knownAt">With everything recorded by now, or as known at a position or instant.</param>
    /// <param name="cancellation">Stops.</param>
    /// <exception cref="Projections.FiguresNotReadyException">They are being made again.</exception>
    public async Task<Answered<ReconciliationAnswer>> AskAsync(
        Month month, AsOf knownAt, CancellationToken cancellation)
    {
        var settlement = await clock.FixAsync(knownAt, cancellation);
        if (settlement is not Settlement.At { Position: var position })
        {
            return new Answered<ReconciliationAnswer>.Unsettled(settlement);
        }

        var counts = await figures.PayersAsync(month, position, cancellation);
        var received = await transfers.ReceivedAsync(month, position, cancellation);
        return new Answered<ReconciliationAnswer>.Found(new ReconciliationAnswer(
            MonthReconciliation.Of(
                month,
                counts.Select(count => new PayerPersons(PayerCode.Unpack(count.Code, rules), count.Persons)),
                received.Select(budget => new BudgetReceipt(
                    budget.Payer.IsRepublican ? null : budget.Payer.Code, budget.Sum)),
                rules),
            position,
            rules.Digest));
    }
}
