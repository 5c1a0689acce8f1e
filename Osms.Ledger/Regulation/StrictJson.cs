using System.Text.Json;
using System.Text.Json.Serialization;

namespace Osms.Ledger.Regulation;

/// <summary>Reads data that comes with the program; unknown fields are refused: no misspelt one is lost.</summary>
internal static class StrictJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        AllowDuplicateProperties = false,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) },
    };

    /// <param name="utf8">The text of the file.</param>
    /// <param name="what">What it is called in complaints.</param>
    /// <param name="mayBeNull">The fields that may be.</param>
    /// <exception cref="RuleDataException">The text is not what it should be.</exception>
    internal static T Read<T>(byte[] utf8, string what, params string[] mayBeNull)
        where T : class
    {
        try
        {
            using var data = JsonDocument.Parse(utf8);
            HasNoNull(data.RootElement, "$");
            return JsonSerializer.Deserialize<T>(utf8, Options)
                ?? throw new RuleDataException($"{what} is empty.");
        }
        catch (JsonException e)
        {
            throw new RuleDataException($"{what} cannot be read at {e.Path}: {e.Message}");
        }

        // The serializer takes null for what lies in a list.
        void HasNoNull(JsonElement element, string path)
        {
            switch (element.ValueKind)
            {
                case JsonValueKind.Null:
                    throw new RuleDataException($"{what} cannot be read at {path}: nothing stands there.");
                case JsonValueKind.Array:
                    foreach (var (index, item) in element.EnumerateArray().Index())
                    {
                        HasNoNull(item, $"{path}[{index}]");
                    }

                    break;
                case JsonValueKind.Object:
                    foreach (var field in element.EnumerateObject().Where(field => !mayBeNull.Contains(field.Name)))
                    {
                        HasNoNull(field.Value, $"{path}.{field.Name}");
                    }

                    break;
            }
        }
    }

    /// <summary>The text of a file that the program was built with.</summary>
    /// <exception cref="RuleDataException">It was built without.</exception>
    internal static byte[] Embedded(string name)
    {
        using var stream = typeof(StrictJson).Assembly.GetManifestResourceStream(name)
            ?? throw new RuleDataException($"The program was built without {name}.");
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
