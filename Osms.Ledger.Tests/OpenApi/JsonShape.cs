using System.Text.Json;
using System.Text.RegularExpressions;

namespace Osms.Ledger.Tests.OpenApi;

/// <summary>
/// Compares a value with a schema, with just the keywords that the document uses: another one is an error, so that
/// nothing is passed over. Fields that a schema does not name are wrong.
/// </summary>
internal sealed class JsonShape(JsonElement document)
{
    private static readonly string[] Told =
        ["description", "format", "title", "default", "example", "examples", "minLength", "maxLength"];

    /// <summary>What is wrong, with the path to it; empty when nothing is.</summary>
    internal IReadOnlyList<string> Differences(JsonElement schema, JsonElement value)
    {
        var wrong = new List<string>();
        Compare(schema, value, "$", wrong);
        return wrong;
    }

    /// <summary>The schema itself, behind a reference.</summary>
    internal JsonElement Resolve(JsonElement schema) => schema.TryGetProperty("$ref", out var reference)
        ? reference.GetString()!.TrimStart('#', '/').Split('/').Aggregate(
            document, (element, name) => element.GetProperty(name))
        : schema;

    private void Compare(JsonElement schema, JsonElement value, string path, List<string> wrong)
    {
        schema = Resolve(schema);
        foreach (var keyword in schema.EnumerateObject())
        {
            if (!Holds(schema, keyword, value, path, wrong))
            {
                wrong.Add($"{path}: {value.GetRawText()} against {keyword.Name} {keyword.Value.GetRawText()}");
            }
        }
    }

    private bool Holds(
        JsonElement schema, JsonProperty keyword, JsonElement value, string path, List<string> wrong)
    {
        switch (keyword.Name)
        {
            case "$ref":
                return true;
            case "type":
                return keyword.Value.ValueKind == JsonValueKind.Array
                    ? keyword.Value.EnumerateArray().Any(type => IsOf(type.GetString()!, value))
                    : IsOf(keyword.Value.GetString()!, value);
            case "enum":
                return keyword.Value.EnumerateArray().Any(one => JsonElement.DeepEquals(one, value));
            case "const":
                return JsonElement.DeepEquals(keyword.Value, value);
            case "pattern":
                return value.ValueKind != JsonValueKind.String
                    || Regex.IsMatch(value.GetString()!, keyword.Value.GetString()!);
            case "minimum":
                return value.ValueKind != JsonValueKind.Number || value.GetDecimal() >= keyword.Value.GetDecimal();
            case "maxItems":
                return value.ValueKind != JsonValueKind.Array || value.GetArrayLength() <= keyword.Value.GetInt32();
            case "required":
                return value.ValueKind != JsonValueKind.Object
                    || keyword.Value.EnumerateArray().All(name => value.TryGetProperty(name.GetString()!, out _));
            case "oneOf" or "anyOf":
                return keyword.Value.EnumerateArray().Any(one => Differences(one, value).Count == 0);
            case "items":
                return Items(keyword.Value, value, path, wrong);
            case "properties":
                return Fields(keyword.Value, value, path, wrong);
            case "additionalProperties":
                return keyword.Value.ValueKind == JsonValueKind.False && schema.TryGetProperty("properties", out _);
            default:
                return Told.Contains(keyword.Name);
        }
    }

    private bool Items(JsonElement items, JsonElement value, string path, List<string> wrong)
    {
        if (value.ValueKind == JsonValueKind.Array)
        {
            foreach (var (index, item) in value.EnumerateArray().Index())
            {
                Compare(items, item, $"{path}[{index}]", wrong);
            }
        }

        return true;
    }

    private bool Fields(JsonElement properties, JsonElement value, string path, List<string> wrong)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            return true;
        }

        foreach (var field in value.EnumerateObject())
        {
            if (properties.TryGetProperty(field.Name, out var schema))
            {
                Compare(schema, field.Value, $"{path}.{field.Name}", wrong);
            }
            else
            {
                wrong.Add($"{path}.{field.Name} is not in the schema");
            }
        }

        return true;
    }

    private static bool IsOf(string type, JsonElement value) => (type, value.ValueKind) switch
    {
        ("null", JsonValueKind.Null) => true,
        ("string", JsonValueKind.String) => true,
        ("boolean", JsonValueKind.True or JsonValueKind.False) => true,
        ("integer", JsonValueKind.Number) => value.TryGetInt64(out _),
        ("number", JsonValueKind.Number) => true,
        ("array", JsonValueKind.Array) => true,
        ("object", JsonValueKind.Object) => true,
        _ => false,
    };
}
