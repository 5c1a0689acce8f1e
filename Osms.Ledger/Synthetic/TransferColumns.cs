using System.Buffers;
using System.Globalization;
using System.Text;
using Osms.Ledger.Budgets;

namespace Osms.Ledger.Synthetic;

/// <summary>Transfers of budgets as CSV, as an import reads them. No value has a comma or a quote in it.</summary>
internal static class TransferColumns
{
    internal const string Header = "reference,payer,month,amount,received_on,corrects\n";

    internal static void Write(IBufferWriter<byte> output, RecordTransfer transfer) => Encoding.UTF8.GetBytes(
        string.Create(
            CultureInfo.InvariantCulture,
            $"{transfer.Reference},{transfer.Payer},{transfer.Month},{transfer.Amount:0.##},"
            + $"{transfer.ReceivedOn:yyyy-MM-dd},{transfer.Corrects}\n"),
        output);
}
