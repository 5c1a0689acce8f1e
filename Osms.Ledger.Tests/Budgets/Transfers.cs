using Osms.Ledger.Budgets;
using Osms.Ledger.Store;
using Osms.Ledger.Tests.Ledger;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Budgets;

/// <summary>Transfers as tests write them.</summary>
internal static class Transfers
{
    private static readonly EventOrigin Origin = new("finance", "correlation");

    /// <param name="reference">The sender's own number.</param>
    /// <param name="payer"><c>republican</c> or a region.</param>
    /// <param name="month">As <c>yyyy-MM</c>.</param>
    /// <param name="amount">Tenge.</param>
    /// <param name="receivedOn">As <c>yyyy-MM-dd</c>.</param>
    /// <param name="corrects">What is taken back.</param>
    internal static RecordTransfer Of(
        string reference, string payer, string month, decimal amount, string receivedOn, string? corrects = null) =>
        new(reference, payer, Month.Parse(month), amount, DateOnly.ParseExact(receivedOn, "yyyy-MM-dd"), corrects);

    internal static Task<RecordResult> RecordAsync(this OpenLedger ledger, RecordTransfer transfer) =>
        ledger.Commands.RecordAsync(transfer, Origin, default);

    /// <summary>The table of transfers, a line for each row.</summary>
    internal static Task<List<string>> TransferRowsAsync(this OpenLedger ledger) => ledger.ColumnAsync<string>("""
        select concat_ws(' ', position, payer, month, amount, received_on, reference, corrects)
        from ledger.budget_transfer order by position
        """);
}
