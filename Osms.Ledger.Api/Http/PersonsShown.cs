using System.Globalization;
using Osms.Ledger.Queries;
using Osms.Ledger.Reconciliation;
using Osms.Ledger.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Api.Http;

/// <summary>The persons behind a figure, as JSON and as CSV; the command line writes the same.</summary>
internal static class PersonsShown
{
    internal static ListForm<PayerPerson> Form(PersonsOfPayer asked) => new(
        "iin,payer,region,category,day,expected,events",
        Of,
        person => ToCsv(Of(person)),
        (page, cursor) => new PersonsBody(
            asked.Month, page.Position, page.Total!.Value, [.. page.Rows.Select(Of)], cursor));

    private static PayerPersonBody Of(PayerPerson person)
    {
        var (_, payer, expected, events) = person;
        return new PayerPersonBody(
            person.Iin.Digits, Code<Payer>.Of(payer.Payer), payer.Region,
            payer.Category ?? (payer.Payer == Payer.Local ? PayerFilter.Welfare : null), payer.Day, expected,
            [.. events.Select(e => new EventBehindBody(e.Position, e.Version, e.Type))]);
    }

    // Codes and numbers: nothing that would have to be quoted.
    private static string ToCsv(PayerPersonBody person) => string.Create(
        CultureInfo.InvariantCulture,
        $"{person.Iin},{person.Payer},{person.Region},{person.Category},{person.Day:yyyy-MM-dd},{person.Expected},"
        + $"{string.Join(' ', person.Events.Select(e => e.Position))}");
}
