using Osms.Ledger.Budgets;
using Osms.Ledger.Store;

namespace Osms.Ledger.Handlers;

/// <summary>Record what a budget transferred, or took back.</summary>
public sealed record RecordBudgetTransfer(RecordTransfer Transfer, EventOrigin Origin) : IMessage<RecordResult>;

/// <summary>The way in for single transfers of budgets.</summary>
public static class RecordTransferHandler
{
    public static async Task<RecordResult> Handle(
        RecordBudgetTransfer message, InsuranceLedger ledger, CancellationToken cancellation) =>
        await RecordCall.MeasuredAsync(
            "record-transfer", () => ledger.RecordAsync(message.Transfer, message.Origin, cancellation));
}
