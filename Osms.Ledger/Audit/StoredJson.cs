using System.Text.Json;

namespace Osms.Ledger.Audit;

/// <summary>Compares an event as it is stored with how it would be written.</summary>
internal static class StoredJson
{
    // jsonb keeps neither the order of fields nor how a text was escaped, but every digit of a number.
    internal static List<string> FieldsThatDiffer(byte[] stored, byte[] written)
    {
        using var one = JsonDocument.Parse(stored);
        using var other = JsonDocument.Parse(written);
        var differing = new List<string>();
        foreach (var field in one.RootElement.EnumerateObject())
        {
            if (!other.RootElement.TryGetProperty(field.Name, out var value) || !IsSame(field.Value, value))
            {
                differing.Add(field.Name);
            }
        }

        foreach (var field in other.RootElement.EnumerateObject())
        {
            if (!one.RootElement.TryGetProperty(field.Name, out _))
            {
                differing.Add(field.Name);
            }
        }

        return differing;
    }

    private static bool IsSame(JsonElement one, JsonElement other) =>
        one.ValueKind == JsonValueKind.String && other.ValueKind == JsonValueKind.String
            ? one.ValueEquals(other.GetString())
            : one.GetRawText() == other.GetRawText();
}
