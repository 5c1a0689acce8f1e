using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Osms.Ledger.Insured;
using Osms.Ledger.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Insured;

/// <summary>The stored JSON of events as the general serializer has it: slow, and known to be strict.</summary>
internal static class GeneralSerializer
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
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

    internal static byte[] Write(InsuredEvent happened) =>
        JsonSerializer.SerializeToUtf8Bytes(happened, happened.GetType(), Options);

    /// <summary>Null when it is not what it should be.</summary>
    internal static InsuredEvent? Read(Type kind, byte[] utf8)
    {
        try
        {
            return (InsuredEvent?)JsonSerializer.Deserialize(utf8, kind, Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // A field that may be null is not written when it is, so it must not be required when it is read.
    private static void LeaveOutWhatMayBeNull(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
        {
            property.IsRequired = property.IsRequired && !property.IsSetNullable;
        }
    }
}
