using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Osms.Ledger.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Closing;

/// <summary>The figures of one payer.</summary>
/// <param name="Payer">Who.</param>
/// <param name="Region">Of a local budget.</param>
/// <param name="Persons">So many people; of an adjustment so many more or fewer.</param>
/// <param name="Expected">What is owed for them.</param>
/// <param name="Received">What was transferred.</param>
public sealed record FigureLine(Payer Payer, string? Region, long Persons, Tenge Expected, Tenge Received);

/// <summary>What changed for one payer in a month that was closed already.</summary>
/// <param name="Month">The month it belongs to.</param>
/// <param name="Payer">Who.</param>
/// <param name="Region">Of a local budget.</param>
/// <param name="Persons">So many people more or fewer.</param>
/// <param name="Expected">So much more or less is owed for them.</param>
/// <param name="Received">So much more or less was transferred.</param>
public sealed record AdjustmentLine(
    Month Month, Payer Payer, string? Region, long Persons, Tenge Expected, Tenge Received);

/// <summary>All that is booked in a month up to a position.</summary>
/// <param name="Month">The month.</param>
/// <param name="Position">Inclusive.</param>
/// <param name="Own">Of the month itself, by payer and region.</param>
/// <param name="Adjustments">Of months that were closed, by month, payer and region.</param>
public sealed record MonthFigures(
    Month Month, LedgerPosition Position, IReadOnlyList<FigureLine> Own, IReadOnlyList<AdjustmentLine> Adjustments)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters =
        {
            new MonthConverter(), new TengeConverter(), new LedgerPositionConverter(), new CodeConverter<Payer>(),
        },
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>The one text that these figures have: fields and lines in their order, no spaces.</summary>
    public string ToText() => JsonSerializer.Serialize(this, Json);

    /// <exception cref="JsonException">It is no text of figures.</exception>
    public static MonthFigures Parse(string text) =>
        JsonSerializer.Deserialize<MonthFigures>(Encoding.UTF8.GetBytes(text), Json)
        ?? throw new JsonException("There are no figures.");
}
