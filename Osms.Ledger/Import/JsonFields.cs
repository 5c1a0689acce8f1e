using System.Text;
using System.Text.Json;

namespace Osms.Ledger.Import;

/// <summary>The fields of one JSON object, read in one pass whatever their order.</summary>
internal static class JsonFields
{
    internal const string HalfACharacter = "Expected whole characters; there is half of a surrogate pair.";

    /// <summary>Reads the whole text; false when it is JSON but not an object.</summary>
    /// <exception cref="JsonException">Not JSON, more than one value, or nested too deep.</exception>
    internal static bool Read(ref Utf8JsonReader reader, CommandFields fields)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        ReadMembers(ref reader, fields);

        // Anything after the object makes this throw.
        return !reader.Read();
    }

    /// <summary>Reads from the beginning of an object to its end.</summary>
    internal static void ReadMembers(ref Utf8JsonReader reader, CommandFields fields)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            ReadField(ref reader, fields);
        }
    }

    /// <summary>False for text that is not whole characters.</summary>
    internal static bool TryGetText(ref Utf8JsonReader reader, out string text)
    {
        try
        {
            text = reader.GetString()!;
            return true;
        }
        catch (InvalidOperationException)
        {
            text = string.Empty;
            return false;
        }
    }

    private static void ReadField(ref Utf8JsonReader reader, CommandFields fields)
    {
        var field = KnownField(ref reader, out var name);
        reader.Read();
        var given = reader.TokenType != JsonTokenType.Null;
        if (field == CommandField.None)
        {
            fields.Problem(name, "This is not a field of any command.");
        }
        else if (fields.Claim(field, given) && given)
        {
            ReadValue(ref reader, field, fields);
        }

        // Past whatever is nested in a field that holds no object.
        reader.Skip();
    }

    private static CommandField KnownField(ref Utf8JsonReader reader, out string name)
    {
        try
        {
            var field = CommandFieldNames.Find(ref reader);
            name = field == CommandField.None ? TextRule.Harmless(reader.GetString()!) : "";
            return field;
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair: no field is called that, and the name cannot be repeated.
            name = "?";
            return CommandField.None;
        }
    }

    private static void ReadValue(ref Utf8JsonReader reader, CommandField field, CommandFields fields)
    {
        switch (field)
        {
            case CommandField.Amount when reader.TokenType == JsonTokenType.Number:
                fields.SetAmount(reader.ValueSpan);
                break;
            case CommandField.Amount:
                fields.Problem(field, "Expected a number of tenge, not text.");
                break;
            case CommandField.Version
                when reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var version):
                fields.Version = version;
                break;
            case CommandField.Version:
                fields.Problem(field, "Expected a whole number.");
                break;
            default:
                ReadText(ref reader, field, fields);
                break;
        }
    }

    private static void ReadText(ref Utf8JsonReader reader, CommandField field, CommandFields fields)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            fields.Problem(field, CommandFields.Expected(field));
            return;
        }

        if (!reader.ValueIsEscaped)
        {
            fields.SetText(field, reader.ValueSpan);
        }
        else if (TryGetText(ref reader, out var text))
        {
            fields.SetText(field, Encoding.UTF8.GetBytes(text));
        }
        else
        {
            fields.Problem(field, HalfACharacter);
        }
    }
}
