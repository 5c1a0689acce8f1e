using System.Collections.Frozen;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Osms.Ledger.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Insured;

/// <summary>
/// The name and the stored JSON of every kind of event. A name is the snake_case of the record's name and, once
/// stored, never changes. An unknown name is an error: skipping an event would answer from half a history.
/// </summary>
public static class EventCatalogue
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { LeaveOutWhatMayBeNull } },
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters =
        {
            new MonthConverter(),
            new TengeConverter(),
            new CodeConverter<PaymentKind>(),
            new CodeConverter<Residence>(),
            new CodeConverter<WelfareLevel>(),
            new CodeConverter<DepartureKind>(),
            new CodeConverter<RefundReason>(),
        },
    };

    // A field that may be null is not written when it is, so it must not be required when it is read.
    private static void LeaveOutWhatMayBeNull(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
        {
            property.IsRequired = property.IsRequired && !property.IsSetNullable;
        }
    }

    private static readonly FrozenDictionary<string, Type> ByName = typeof(InsuredEvent).GetNestedTypes()
        .Where(type => type.IsSubclassOf(typeof(InsuredEvent)))
        .ToFrozenDictionary(type => JsonNamingPolicy.SnakeCaseLower.ConvertName(type.Name), StringComparer.Ordinal);

    private static readonly FrozenDictionary<Type, string> ByType =
        ByName.ToFrozenDictionary(pair => pair.Value, pair => pair.Key);

    /// <summary>Every stored name, sorted.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. ByName.Keys.Order(StringComparer.Ordinal)];

    public static string NameOf(InsuredEvent happened) => ByType[happened.GetType()];

    /// <summary>The record type behind a stored name.</summary>
    public static Type TypeOf(string name) => ByName.TryGetValue(name, out var type)
        ? type
        : throw new UnknownEventException($"The ledger holds an event '{name}' that this version does not know.");

    public static byte[] Serialize(InsuredEvent happened) =>
        JsonSerializer.SerializeToUtf8Bytes(happened, happened.GetType(), Options);

    /// <exception cref="UnknownEventException">The name is unknown, or the data is not what it should be.</exception>
    public static InsuredEvent Deserialize(string name, ReadOnlySpan<byte> utf8)
    {
        try
        {
            return (InsuredEvent?)JsonSerializer.Deserialize(utf8, TypeOf(name), Options)
                ?? throw new UnknownEventException($"A stored '{name}' cannot be read: it is null.");
        }
        catch (JsonException e)
        {
            throw new UnknownEventException($"A stored '{name}' cannot be read: {e.Message}");
        }
    }
}

/// <summary>An event in the ledger that this program cannot read; it stops rather than answer without it.</summary>
public sealed class UnknownEventException(string message) : Exception(message);
