using System.Text.Json;
using System.Text.Json.Serialization;

namespace Osms.Ledger.Values;

/// <summary>An enumeration as its stable code.</summary>
public sealed class CodeConverter<T> : JsonConverter<T>
    where T : struct, Enum
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Code<T>.TryParse(reader.GetString(), out var value)
            ? value
            : throw new JsonException($"'{reader.GetString()}' is not a {typeof(T).Name}.");

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WriteStringValue(Code<T>.Of(value));
}

/// <summary>A month as <c>yyyy-MM</c>.</summary>
public sealed class MonthConverter : JsonConverter<Month>
{
    public override Month Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Month.TryParse(reader.GetString(), out var month)
            ? month
            : throw new JsonException($"'{reader.GetString()}' is not a month (yyyy-MM).");

    public override void Write(Utf8JsonWriter writer, Month value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}

/// <summary>An amount as a number of tenge with at most two decimals.</summary>
public sealed class TengeConverter : JsonConverter<Tenge>
{
    public override Tenge Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Tenge.TryFrom(reader.GetDecimal(), out var tenge)
            ? tenge
            : throw new JsonException("An amount has at most two decimals.");

    public override void Write(Utf8JsonWriter writer, Tenge value, JsonSerializerOptions options) =>
        writer.WriteRawValue(value.ToString());
}

/// <summary>A position as a number.</summary>
public sealed class LedgerPositionConverter : JsonConverter<LedgerPosition>
{
    public override LedgerPosition Read(
        ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetInt64());

    public override void Write(Utf8JsonWriter writer, LedgerPosition value, JsonSerializerOptions options) =>
        writer.WriteNumberValue(value.Value);
}
