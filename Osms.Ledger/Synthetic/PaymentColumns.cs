using System.Buffers;
using System.Globalization;
using System.Text;
using Osms.Ledger.Insured;

namespace Osms.Ledger.Synthetic;

/// <summary>Payments as CSV, as an import reads them. No value has a comma or a quote in it.</summary>
internal static class PaymentColumns
{
    internal const string Header = "reference,iin,kind,period,amount,paid_on,payer\n";

    internal static void Write(IBufferWriter<byte> output, InsuredCommand.RecordPayment payment) =>
        Encoding.UTF8.GetBytes(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{payment.Reference},{payment.Iin},{payment.Kind},{payment.Period},{payment.Amount},"
                + $"{payment.PaidOn:yyyy-MM-dd},{payment.Payer}\n"),
            output);
}
