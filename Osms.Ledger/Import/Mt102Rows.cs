using System.Globalization;
using Osms.Ledger.Insured;
using Osms.Ledger.Values;

namespace Osms.Ledger.Import;

/// <summary>The lines of a list whose total is right, as rows: payments, and what cannot be one.</summary>
internal static class Mt102Rows
{
    private const string EmployerDeductions = "121";
    private const string Contributions = "122";

    internal static IEnumerable<ImportRow> Of(
        IReadOnlyList<Mt102Line> lines, Mt102Header header, ImportOptions options)
    {
        foreach (var line in lines)
        {
            if (line.Faults != Mt102Faults.None)
            {
                yield return ImportRow.Unreadable(line.Line, line.Detail(options.MaxLineBytes), line.Code);
            }
            else if (header.Purpose is not (EmployerDeductions or Contributions))
            {
                yield return ImportRow.Refused(
                    line.Line,
                    ImportCodes.PurposeNotAContribution,
                    "The list's /KNP/ is neither 121 nor 122: it settles no month and is not recorded.");
            }
            else
            {
                yield return ImportRow.Of(line.Line, Payment(line, header, options.OwnKind));
            }
        }
    }

    private static InsuredCommand.RecordPayment Payment(Mt102Line line, Mt102Header header, OwnKind ownKind)
    {
        var iin = line.Iin.ToString("D12", CultureInfo.InvariantCulture);
        var reference = string.Create(
            CultureInfo.InvariantCulture, $"{header.Sender}/{header.PaidOn:yyMMdd}/{header.Reference}/{line.Number}");
        return new InsuredCommand.RecordPayment(
            iin, reference, Kind(header, iin, ownKind), line.Period, line.Amount.Amount, header.PaidOn, header.Sender!);
    }

    // The format does not tell an employee's contribution from one's own: who sent it does.
    private static string Kind(Mt102Header header, string iin, OwnKind ownKind) =>
        header.Purpose == EmployerDeductions ? "employer"
        : header.Sender != iin ? "employee"
        : Code<OwnKind>.Of(ownKind);
}
