using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Osms.Ledger.Tests.Fuzz;

/// <summary>
/// A second reading of a command, by the framework's own parser and nothing of ours: the fields that are there with
/// what they say.
/// </summary>
internal static class NaiveReading
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 64 };
    private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);

    /// <exception cref="JsonException">No JSON, or a field twice.</exception>
    internal static SortedDictionary<string, string> Fields(ReadOnlySpan<byte> utf8)
    {
        using var json = JsonDocument.Parse(Utf8.GetString(utf8), Strict);
        var fields = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var field in json.RootElement.EnumerateObject())
        {
            if (field.Value.ValueKind == JsonValueKind.Null)
            {
                continue;
            }

            fields.Add(field.Name, field.Value.ValueKind switch
            {
                JsonValueKind.String => field.Value.GetString()!,
                JsonValueKind.Number => decimal.Parse(
                        field.Value.GetRawText(), NumberStyles.Float, CultureInfo.InvariantCulture)
                    .ToString("0.############################", CultureInfo.InvariantCulture),
                _ => throw new JsonException($"{field.Name} is a {field.Value.ValueKind}."),
            });
        }

        return fields;
    }
}
