using System.Globalization;
using Osms.Ledger.Queries;
using Osms.Ledger.Reconciliation;
using Osms.Ledger.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Api.Http;

/// <summary>Payments to work through, as JSON and as CSV; the command line writes the same.</summary>
internal static class RemarksShown
{
    internal static ListForm<RemarkedPayment> Form { get; } = new(
        "remark,iin,month,kind,amount,payer,reference,paidOn,position,required,missing,doubles,stillOpen",
        Of,
        row => ToCsv(Of(row)),
        (page, cursor) => new RemarksBody(page.Position, [.. page.Rows.Select(Of)], cursor));

    private static RemarkBody Of(RemarkedPayment row)
    {
        var (about, payment) = (row.About, row.About.Payment);
        return new RemarkBody(
            Code<RemarkKind>.Of(about.Remark), row.Iin.Digits, payment.Period, Code<PaymentKind>.Of(payment.Kind),
            payment.Amount, payment.Payer, payment.Reference, payment.PaidOn, row.Position, about.Required,
            about.Missing, row.Doubles, about.IsOpen);
    }

    private static string ToCsv(RemarkBody body) => string.Create(
        CultureInfo.InvariantCulture,
        $"{body.Remark},{body.Iin},{body.Month},{body.Kind},{body.Amount},{body.Payer},{Csv.Field(body.Reference)},"
        + $"{body.PaidOn:yyyy-MM-dd},{body.Position},{body.Required},{body.Missing},{body.Doubles},"
        + $"{(body.StillOpen ? "true" : "false")}");
}
