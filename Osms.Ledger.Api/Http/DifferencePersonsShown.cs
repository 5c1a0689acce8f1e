using System.Globalization;
using Osms.Ledger.Closing;
using Osms.Ledger.Queries;
using Osms.Ledger.Reconciliation;
using Osms.Ledger.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Api.Http;

/// <summary>The people behind a difference, as JSON and as CSV; the command line writes the same.</summary>
internal static class DifferencePersonsShown
{
    internal static ListForm<ChangedPerson> Form(Month month) => new(
        "iin,cause,payerBefore,regionBefore,categoryBefore,payer,region,category,position,event",
        Of,
        ToCsv,
        (page, cursor) => new DifferencePersonsBody(month, page.Position, [.. page.Rows.Select(Of)], cursor));

    private static ChangedPersonBody Of(ChangedPerson person) => new(
        person.Event.Stream, person.Cause, person.Was is { } was ? Of(was) : null, Of(person.Now),
        Bodies.Of(person.Event));

    private static MonthPayerBody Of(MonthPayer payer) => new(payer.Payer, payer.Region, payer.Category);

    // Codes and numbers: nothing that would have to be quoted.
    private static string ToCsv(ChangedPerson person) => string.Create(
        CultureInfo.InvariantCulture,
        $"{person.Event.Stream},{Code<DifferenceCause>.Of(person.Cause)},{ToCsv(person.Was)},{ToCsv(person.Now)},"
        + $"{person.Event.Position},{person.Event.Type}");

    private static string ToCsv(MonthPayer? payer) =>
        payer is { } one ? $"{Code<Payer>.Of(one.Payer)},{one.Region},{one.Category}" : ",,";
}
