using System.Globalization;
using System.Text;
using System.Text.Json;
using Osms.Ledger.Queries;
using Osms.Ledger.Texts;

namespace Osms.Ledger.Api.Http;

/// <summary>A history as JSON, as NDJSON and as CSV: the same events, one a line.</summary>
internal static class HistoryShown
{
    private const string Header =
        "iin,at,position,version,type,recordedAt,by,source,correlationId,text,changed,insuredBefore,basisBefore,"
        + "payerBefore,insuredAfter,basisAfter,payerAfter,annulledBy,refundedBy,data\n";

    /// <param name="answer">The history.</param>
    /// <param name="texts">In which language the events are put into words.</param>
    internal static HistoryBody ToBody(HistoryAnswer answer, LanguageTexts texts) => new(
        answer.Iin.Digits, answer.At, answer.FromPosition, answer.Position, answer.Rules, Bodies.Of(answer.From),
        Bodies.Of(answer.To), [.. answer.Events.Select(one => ToBody(one, texts))]);

    internal static string ToLines(HistoryBody body) => string.Concat(body.Events.Select(
        one => $"{JsonSerializer.Serialize(one with { Iin = body.Iin, At = body.At }, LedgerJson.Options)}\n"));

    internal static string ToCsv(HistoryBody body)
    {
        var text = new StringBuilder(Header);
        foreach (var one in body.Events)
        {
            text.Append(CultureInfo.InvariantCulture, $"{body.Iin},{body.At:yyyy-MM-dd},{one.Position},{one.Version},")
                .Append(CultureInfo.InvariantCulture, $"{one.Type},{Unquoted(one.RecordedAt)},{Field(one.By)},")
                .Append(CultureInfo.InvariantCulture, $"{Field(one.Source)},{Field(one.CorrelationId)},")
                .Append(CultureInfo.InvariantCulture, $"{Field(one.Text)},{Word(one.Changed)},{Cells(one.Before)},")
                .Append(CultureInfo.InvariantCulture, $"{Cells(one.After)},{one.AnnulledBy},{one.RefundedBy},")
                .Append(Field(JsonSerializer.Serialize(one.Data, LedgerJson.Options))).Append('\n');
        }

        return text.ToString();
    }

    private static HistoryEntryBody ToBody(HistoryEntry one, LanguageTexts texts)
    {
        var stored = Bodies.Of(one.Stored);
        return new HistoryEntryBody(
            null, null, stored.Position, stored.Version, stored.Type, stored.RecordedAt, stored.By, stored.Source,
            stored.CorrelationId, texts.Say(one.Step.Text), one.Step.IsChange, Bodies.Of(one.Step.Before),
            Bodies.Of(one.Step.After), one.AnnulledBy, one.RefundedBy, stored.Data);
    }

    // The same digits as in JSON.
    private static string Unquoted(DateTimeOffset instant) =>
        JsonSerializer.Serialize(instant, LedgerJson.Options).Trim('"');

    private static string Cells(DayBody day) => $"{Word(day.Insured)},{day.Basis},{day.Payer}";

    private static string Word(bool value) => value ? "true" : "false";

    private static string Field(string? text) => Csv.Field(text ?? string.Empty);
}
