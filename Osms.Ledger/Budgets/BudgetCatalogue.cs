using System.Buffers;
using System.Diagnostics;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Osms.Ledger.Insured;

namespace Osms.Ledger.Budgets;

/// <summary>
/// The name and the stored JSON of every kind of event of a budget, as strict as <see cref="EventCatalogue"/>. A name,
/// once stored, never changes.
/// </summary>
public static class BudgetCatalogue
{
    private const string TransferReceived = "transfer_received";

    /// <summary>Every stored name.</summary>
    public static IReadOnlyList<string> Names { get; } = [TransferReceived];

    public static string NameOf(BudgetEvent happened) => happened switch
    {
        BudgetEvent.TransferReceived => TransferReceived,
        _ => throw new UnreachableException($"{happened.GetType().Name} has no name."),
    };

    public static byte[] Serialize(BudgetEvent happened)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using var to = new Utf8JsonWriter(
            buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        to.WriteStartObject();
        switch (happened)
        {
            case BudgetEvent.TransferReceived e:
                to.WriteString("reference"u8, e.Reference);
                to.WriteMonth("month"u8, e.Month);
                to.WriteTenge("amount"u8, e.Amount);
                to.WriteDay("receivedOn"u8, e.ReceivedOn);
                if (e.Corrects is { } corrected)
                {
                    to.WriteString("corrects"u8, corrected);
                }

                break;
            default:
                throw new UnreachableException($"{happened.GetType().Name} has no JSON.");
        }

        to.WriteEndObject();
        to.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    /// <exception cref="UnknownEventException">The name is unknown, or the data is not what it should be.</exception>
    public static BudgetEvent Deserialize(string name, ReadOnlySpan<byte> utf8)
    {
        if (name != TransferReceived)
        {
            throw new UnknownEventException(
                $"The ledger holds an event '{name}' of a budget that this version does not know.");
        }

        try
        {
            var from = new EventFields(utf8);
            var happened = new BudgetEvent.TransferReceived(
                from.Text("reference"u8), from.Month("month"u8), from.Tenge("amount"u8), from.Day("receivedOn"u8),
                from.TextOrNull("corrects"u8));
            from.End();
            return happened;
        }
        catch (Exception e) when (e is JsonException or DecoderFallbackException)
        {
            throw new UnknownEventException($"A stored '{name}' cannot be read: {e.Message}");
        }
    }
}
