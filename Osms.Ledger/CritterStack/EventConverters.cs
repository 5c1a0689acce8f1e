using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Osms.Ledger.CritterStack;

/// <summary>Lets Marten's serializer read and write events as the ledger's own catalogues do, to the byte.</summary>
internal sealed class EventConverters(EventKinds kinds) : JsonConverterFactory
{
    private readonly Dictionary<Type, string> _names = kinds.Types.ToDictionary(kind => kind.Value, kind => kind.Key);

    public override bool CanConvert(Type typeToConvert) => _names.ContainsKey(typeToConvert);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(
            typeof(Converter<>).MakeGenericType(typeToConvert), kinds, _names[typeToConvert])!;

    private sealed class Converter<T>(EventKinds kinds, string name) : JsonConverter<T>
        where T : class
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            using var document = JsonDocument.ParseValue(ref reader);
            var json = JsonMarshal.GetRawUtf8Value(document.RootElement).ToArray();
            return (T)kinds.ToEvent(name, json);
        }

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            writer.WriteRawValue(kinds.ToJson(value), skipInputValidation: true);
    }
}
