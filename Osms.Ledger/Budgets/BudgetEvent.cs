using Osms.Ledger.Values;

namespace Osms.Ledger.Budgets;

/// <summary>
/// What happened between a budget and the fund, as recorded in the budget's stream. Closed: the kinds below are all
/// there are.
/// </summary>
public abstract record BudgetEvent : ILedgerEvent
{
    private BudgetEvent()
    {
    }

    /// <summary>Money for exactly one month came in, or went back.</summary>
    /// <param name="Reference">The sender's own number, unique within the budget.</param>
    /// <param name="Month">The month that it pays for.</param>
    /// <param name="Amount">Never 0; below 0 what an earlier transfer brought is taken back.</param>
    /// <param name="ReceivedOn">The day on which the money moved.</param>
    /// <param name="Corrects">The reference of the transfer that is taken back; null when none is.</param>
    public sealed record TransferReceived(
        string Reference, Month Month, Tenge Amount, DateOnly ReceivedOn, string? Corrects = null) : BudgetEvent;
}
