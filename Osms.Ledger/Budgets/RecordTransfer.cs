using Osms.Ledger.Values;

namespace Osms.Ledger.Budgets;

/// <summary>A request to record one transfer, as it was sent; <see cref="TransferCheck"/> checks it.</summary>
/// <param name="Reference">The sender's own number.</param>
/// <param name="Payer"><c>republican</c> or a region (KATO, two digits).</param>
/// <param name="Month">The month that it pays for.</param>
/// <param name="Amount">Tenge, at most two decimals; below 0 to take back.</param>
/// <param name="ReceivedOn">The day on which the money moved.</param>
/// <param name="Corrects">The reference of the transfer that is taken back.</param>
public sealed record RecordTransfer(
    string Reference, string Payer, Month Month, decimal Amount, DateOnly ReceivedOn, string? Corrects = null);
