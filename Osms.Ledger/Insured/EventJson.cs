using System.Buffers;
using System.Diagnostics;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Osms.Ledger.Regulation;
using static Osms.Ledger.Insured.InsuredEvent;

namespace Osms.Ledger.Insured;

/// <summary>
/// The stored JSON of every kind of event, by hand: every fact that is read or recorded comes through here, and half
/// of a fold was spent in a general serializer. Fields are written in the order of the record, the reference last;
/// what is null is left out.
/// </summary>
internal static class EventJson
{
    [ThreadStatic]
    private static (ArrayBufferWriter<byte> Buffer, Utf8JsonWriter Writer)? _pad;

    /// <exception cref="JsonException">It is not what it should be.</exception>
    /// <returns>Null for a kind of event that is not known.</returns>
    internal static InsuredEvent? Read(string kind, ReadOnlySpan<byte> utf8)
    {
        var from = new EventFields(utf8);
        InsuredEvent? happened = kind switch
        {
            "payment_recorded" => new PaymentRecorded(
                from.Text("reference"u8), from.Code<PaymentKind>("kind"u8), from.Month("period"u8),
                from.Tenge("amount"u8), from.Day("paidOn"u8), from.Text("payer"u8)),
            "payment_refunded" => new PaymentRefunded(
                from.Text("reference"u8), from.Day("on"u8), from.Code<RefundReason>("reason"u8)),
            "residence_recorded" => new ResidenceRecorded(
                from.Code<Residence>("residence"u8), from.Day("from"u8), from.TextOrNull("reference"u8)),
            "region_recorded" => new RegionRecorded(
                from.Text("region"u8), from.Day("from"u8), from.TextOrNull("reference"u8)),
            "category_granted" => new CategoryGranted(
                from.Text("category"u8), from.Day("from"u8), from.DayOrNull("through"u8), from.Text("document"u8),
                from.TextOrNull("reference"u8)),
            "category_ended" => new CategoryEnded(
                from.Text("category"u8), from.Day("on"u8), from.Text("reason"u8), from.TextOrNull("reference"u8)),
            "welfare_level_recorded" => new WelfareLevelRecorded(
                from.Code<WelfareLevel>("level"u8), from.Day("from"u8), from.TextOrNull("reference"u8)),
            "care_sought" => new CareSought(
                from.Day("on"u8), from.Text("provider"u8), from.TextOrNull("reference"u8)),
            "departure_recorded" => new DepartureRecorded(
                from.Day("on"u8), from.Code<DepartureKind>("kind"u8), from.TextOrNull("reference"u8)),
            "fact_annulled" => new FactAnnulled(
                from.Number("version"u8), from.Text("type"u8), from.Text("reason"u8), from.TextOrNull("reference"u8)),
            _ => null,
        };
        if (happened is not null)
        {
            from.End();
        }

        return happened;
    }

    /// <summary>
    /// The JSON, after some text or none; it is there until the same thread writes the next one.
    /// </summary>
    internal static ReadOnlySpan<byte> Write(InsuredEvent happened, string before = "")
    {
        var (buffer, writer) = _pad ??= Pad();
        buffer.ResetWrittenCount();
        Encoding.UTF8.GetBytes(before, buffer);
        writer.Reset();
        Write(happened, writer);
        writer.Flush();
        return buffer.WrittenSpan;
    }

    private static void Write(InsuredEvent happened, Utf8JsonWriter to)
    {
        to.WriteStartObject();
        switch (happened)
        {
            case PaymentRecorded e:
                to.WriteCode("kind"u8, e.Kind);
                to.WriteMonth("period"u8, e.Period);
                to.WriteTenge("amount"u8, e.Amount);
                to.WriteDay("paidOn"u8, e.PaidOn);
                to.WriteString("payer"u8, e.Payer);
                break;
            case PaymentRefunded e:
                to.WriteDay("on"u8, e.On);
                to.WriteCode("reason"u8, e.Reason);
                break;
            case ResidenceRecorded e:
                to.WriteCode("residence"u8, e.Residence);
                to.WriteDay("from"u8, e.From);
                break;
            case RegionRecorded e:
                to.WriteString("region"u8, e.Region);
                to.WriteDay("from"u8, e.From);
                break;
            case CategoryGranted e:
                to.WriteString("category"u8, e.Category);
                to.WriteDay("from"u8, e.From);
                if (e.Through is { } through)
                {
                    to.WriteDay("through"u8, through);
                }

                to.WriteString("document"u8, e.Document);
                break;
            case CategoryEnded e:
                to.WriteString("category"u8, e.Category);
                to.WriteDay("on"u8, e.On);
                to.WriteString("reason"u8, e.Reason);
                break;
            case WelfareLevelRecorded e:
                to.WriteCode("level"u8, e.Level);
                to.WriteDay("from"u8, e.From);
                break;
            case CareSought e:
                to.WriteDay("on"u8, e.On);
                to.WriteString("provider"u8, e.Provider);
                break;
            case DepartureRecorded e:
                to.WriteDay("on"u8, e.On);
                to.WriteCode("kind"u8, e.Kind);
                break;
            case FactAnnulled e:
                to.WriteNumber("version"u8, e.Version);
                to.WriteString("type"u8, e.Type);
                to.WriteString("reason"u8, e.Reason);
                break;
            default:
                throw new UnreachableException($"{happened.GetType().Name} has no JSON.");
        }

        if (happened.Reference is { } reference)
        {
            to.WriteString("reference"u8, reference);
        }

        to.WriteEndObject();
    }

    private static (ArrayBufferWriter<byte> Buffer, Utf8JsonWriter Writer) Pad()
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        var options = new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        return (buffer, new Utf8JsonWriter(buffer, options));
    }
}
