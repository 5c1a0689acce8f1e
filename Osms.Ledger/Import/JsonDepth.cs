using System.Text.Json;

namespace Osms.Ledger.Import;

/// <summary>How deep JSON may be nested; no field holds as much.</summary>
public static class JsonDepth
{
    /// <summary>Objects and arrays within one another.</summary>
    public const int Most = 8;

    private static readonly JsonReaderOptions Unlimited = new() { MaxDepth = int.MaxValue };

    /// <summary>Whether that is what is wrong with a text that could not be read.</summary>
    public static bool IsExceeded(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8, Unlimited);
        try
        {
            while (reader.Read())
            {
                // Of a start the reader tells the depth around it.
                if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray
                    && reader.CurrentDepth >= Most)
                {
                    return true;
                }
            }

            return false;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
