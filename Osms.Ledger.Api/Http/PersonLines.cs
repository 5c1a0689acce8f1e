using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using Osms.Ledger.Queries;
using Osms.Ledger.Reconciliation;
using Osms.Ledger.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Api.Http;

/// <summary>The persons behind a figure, one a line: NDJSON, or CSV under a header.</summary>
internal static class PersonLines
{
    private const int FlushedAt = 64 * 1024;
    private const string Header = "iin,payer,region,category,day,expected,events\n";

    /// <returns>How many there were.</returns>
    internal static async Task<long> WriteAsync(
        IAsyncEnumerable<PayerPerson> persons, bool asCsv, PipeWriter output, CancellationToken cancellation)
    {
        if (asCsv)
        {
            Encoding.UTF8.GetBytes(Header, output);
        }

        await using var json = new Utf8JsonWriter(output, new JsonWriterOptions { SkipValidation = true });
        var count = 0L;
        await foreach (var person in persons.WithCancellation(cancellation))
        {
            if (asCsv)
            {
                Encoding.UTF8.GetBytes(Row(ToBody(person)), output);
            }
            else
            {
                JsonSerializer.Serialize(json, ToBody(person), LedgerJson.Options);
                json.Reset();
                Encoding.UTF8.GetBytes("\n", output);
            }

            if (output.UnflushedBytes >= FlushedAt)
            {
                await output.FlushAsync(cancellation);
            }

            count++;
        }

        await output.FlushAsync(cancellation);
        return count;
    }

    internal static PersonsBody ToBody(PersonsPage page, PersonsOfPayer asked) => new(
        asked.Month, page.Position, page.Total, [.. page.Persons.Select(ToBody)],
        page.Next is { } after ? new PersonsCursor(page.Position, after).ToText(asked) : null);

    private static PayerPersonBody ToBody(PayerPerson person)
    {
        var (_, payer, expected, events) = person;
        return new PayerPersonBody(
            person.Iin.Digits, Code<Payer>.Of(payer.Payer), payer.Region,
            payer.Category ?? (payer.Payer == Payer.Local ? PayerFilter.Welfare : null), payer.Day, expected,
            [.. events.Select(e => new EventBehindBody(e.Position, e.Version, e.Type))]);
    }

    // Codes and numbers: nothing that would have to be quoted.
    private static string Row(PayerPersonBody person) => string.Create(
        CultureInfo.InvariantCulture,
        $"{person.Iin},{person.Payer},{person.Region},{person.Category},{person.Day:yyyy-MM-dd},{person.Expected},"
        + $"{string.Join(' ', person.Events.Select(e => e.Position))}\n");
}
