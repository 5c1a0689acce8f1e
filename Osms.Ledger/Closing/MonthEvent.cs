using System.Diagnostics;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Osms.Ledger.Insured;
using Osms.Ledger.Values;

namespace Osms.Ledger.Closing;

/// <summary>What finance did with a month, as recorded in its stream. Closed: these kinds are all there are.</summary>
public abstract record MonthEvent : ILedgerEvent
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new LedgerPositionConverter() },
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    private MonthEvent()
    {
    }

    /// <summary>The last position that the month had before it was closed, or opened again.</summary>
    public abstract LedgerPosition Position { get; init; }

    /// <summary>Nothing that is recorded above the position is booked in the month any more.</summary>
    /// <param name="Position">The last one whose changes are in the figures.</param>
    /// <param name="Rules">Digest of the rule data that the figures were made with.</param>
    /// <param name="Figures">What was frozen, see <see cref="MonthFigures"/>: a text, so that its bytes stay.</param>
    public sealed record MonthClosed(LedgerPosition Position, string Rules, string Figures) : MonthEvent
    {
        [JsonPropertyOrder(-1)]
        public override LedgerPosition Position { get; init; } = Position;
    }

    /// <summary>What is recorded above the position is booked in the month again.</summary>
    /// <param name="Position">Settled when the month was opened.</param>
    /// <param name="Reason">Why, as given.</param>
    public sealed record MonthReopened(LedgerPosition Position, string Reason) : MonthEvent
    {
        [JsonPropertyOrder(-1)]
        public override LedgerPosition Position { get; init; } = Position;
    }

    /// <summary>The names under which events are stored, sorted.</summary>
    public static IReadOnlyList<string> Names { get; } = ["month_closed", "month_reopened"];

    public static string NameOf(MonthEvent happened) => happened switch
    {
        MonthClosed => "month_closed",
        MonthReopened => "month_reopened",
        _ => throw new UnreachableException($"{happened.GetType().Name} has no name."),
    };

    public static byte[] Serialize(MonthEvent happened) =>
        JsonSerializer.SerializeToUtf8Bytes(happened, happened.GetType(), Json);

    /// <exception cref="UnknownEventException">The name is unknown, or the data is not what it should be.</exception>
    public static MonthEvent Deserialize(string name, ReadOnlySpan<byte> utf8)
    {
        try
        {
            MonthEvent? happened = name switch
            {
                "month_closed" => JsonSerializer.Deserialize<MonthClosed>(utf8, Json),
                "month_reopened" => JsonSerializer.Deserialize<MonthReopened>(utf8, Json),
                _ => throw new UnknownEventException(
                    $"The ledger holds an event '{name}' of a month that this version does not know."),
            };
            return happened ?? throw new UnknownEventException($"A stored '{name}' is empty.");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new UnknownEventException($"A stored '{name}' cannot be read: {e.Message}");
        }
    }
}
