using Osms.Ledger.Budgets;
using Osms.Ledger.Values;

namespace Osms.Ledger.Projections;

/// <summary>A row of <c>ledger.budget_transfer</c>.</summary>
internal sealed record TransferRow(
    LedgerPosition Position, BudgetPayer Payer, Month Month, Tenge Amount, DateOnly ReceivedOn, string Reference,
    string? Corrects)
{
    internal static TransferRow Of(BudgetPayer payer, BudgetEvent happened, LedgerPosition position) =>
        happened is BudgetEvent.TransferReceived e
            ? new(position, payer, e.Month, e.Amount, e.ReceivedOn, e.Reference, e.Corrects)
            : throw new System.Diagnostics.UnreachableException($"{happened.GetType().Name} has no row.");
}
