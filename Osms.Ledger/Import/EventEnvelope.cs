using System.Globalization;
using System.Text.Json;

namespace Osms.Ledger.Import;

/// <summary>The fields of an exported event around its data, in any order; what is wrong is told to the data.</summary>
internal sealed class EventEnvelope(CommandFields data)
{
    private const int LongestText = 1_000;
    private const string IinName = "iin";
    private const string PayerName = "payer";

    private static readonly string[] Names =
    [
        "position", IinName, PayerName, "version", "type", "recordedAt", "data", "by", "correlationId", "source",
        "line",
    ];

    private static readonly string[] Required = Names[..7];

    private static readonly string[] InstantForms =
        ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz"];

    private readonly HashSet<string> _there = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);
    private int _version;
    private long? _line;

    /// <summary>Whether the first object, of which this is the start, has a position and a type.</summary>
    internal static bool Begins(ReadOnlySpan<byte> start)
    {
        var (position, type) = (false, false);
        Look(start, (ref reader) =>
        {
            position |= reader.ValueTextEquals("position"u8);
            type |= reader.ValueTextEquals("type"u8);
        });
        return position && type;
    }

    /// <summary>The type of the first object, of which this is the start; null when it has none so far.</summary>
    internal static string? TypeAt(ReadOnlySpan<byte> start)
    {
        string? type = null;
        Look(start, (ref reader) =>
        {
            if (type is null && reader.ValueTextEquals("type"u8) && reader.Read())
            {
                type = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
            }
        });
        return type;
    }

    private delegate void AtName(ref Utf8JsonReader reader);

    // Whatever is damaged: what stands before the damage may tell all the same.
    private static void Look(ReadOnlySpan<byte> start, AtName at)
    {
        try
        {
            var reader = new Utf8JsonReader(start, isFinalBlock: false, default);
            while (reader.Read() && !(reader.TokenType == JsonTokenType.EndObject && reader.CurrentDepth == 0))
            {
                if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 1)
                {
                    at(ref reader);
                }
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return;
        }
    }

    internal string? Type => _texts.GetValueOrDefault("type");

    internal string? Iin => _texts.GetValueOrDefault(IinName);

    /// <summary>The budget whose event it is.</summary>
    internal string? Payer => _texts.GetValueOrDefault(PayerName);

    internal RecordedBefore Before => new(
        _version, _texts.GetValueOrDefault("by"), _texts.GetValueOrDefault("correlationId"),
        _texts.GetValueOrDefault("source"), _line);

    /// <summary>Reads the whole text; false when it is JSON but not an object.</summary>
    /// <exception cref="JsonException">Not JSON, more than one value, or nested too deep.</exception>
    internal bool Read(ref Utf8JsonReader reader)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            ReadField(ref reader);
        }

        // Anything after the object makes this throw.
        return !reader.Read();
    }

    /// <param name="ofBudget">It is a budget's event, not a person's.</param>
    internal void CheckComplete(bool ofBudget)
    {
        var other = ofBudget ? IinName : PayerName;
        foreach (var name in Required.Where(name => name != other && !_there.Contains(name)))
        {
            data.Problem(name, "This field is missing.");
        }

        if (_there.Contains(other))
        {
            data.Problem(other, "This is not a field of such an event.");
        }
    }

    private void ReadField(ref Utf8JsonReader reader)
    {
        var name = NameOf(ref reader);
        reader.Read();
        if (name is null)
        {
            data.Problem("?", "There is a field that no event has.");
        }
        else if (!_there.Add(name))
        {
            data.Problem(name, "This field is there twice.");
        }
        else if (reader.TokenType == JsonTokenType.Null)
        {
            _ = !Required.Contains(name) || _there.Remove(name);
        }
        else
        {
            ReadValue(ref reader, name);
        }

        // Past whatever is nested in a field that holds no object.
        reader.Skip();
    }

    private void ReadValue(ref Utf8JsonReader reader, string name)
    {
        switch (name)
        {
            case "data" when reader.TokenType == JsonTokenType.StartObject:
                JsonFields.ReadMembers(ref reader, data);
                break;
            case "data":
                data.Problem(name, "Expected an object.");
                break;
            case "position" or "version" or "line":
                ReadNumber(ref reader, name);
                break;
            default:
                ReadText(ref reader, name);
                break;
        }
    }

    private void ReadNumber(ref Utf8JsonReader reader, string name)
    {
        if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt64(out var number) || number < 1
            || (name == "version" && number > int.MaxValue))
        {
            data.Problem(name, "Expected a whole number from 1 on.");
        }
        else if (name == "version")
        {
            _version = (int)number;
        }
        else if (name == "line")
        {
            _line = number;
        }
    }

    private void ReadText(ref Utf8JsonReader reader, string name)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            data.Problem(name, "Expected text.");
        }
        else if (!JsonFields.TryGetText(ref reader, out var text))
        {
            data.Problem(name, JsonFields.HalfACharacter);
        }
        else if (text.Length > LongestText)
        {
            data.Problem(name, $"Expected at most {LongestText} characters.", ImportCodes.TextTooLong);
        }
        else if (text.Contains('\0'))
        {
            // No column can hold it.
            data.Problem(name, "Expected text without NUL.");
        }
        else if (name == "recordedAt" && !IsInstant(text))
        {
            data.Problem(name, "Expected an instant with its zone, written 2026-11-22T10:00:00Z.");
        }
        else
        {
            _texts[name] = text;
        }
    }

    private static bool IsInstant(string text) => DateTimeOffset.TryParseExact(
        text, InstantForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    private static string? NameOf(ref Utf8JsonReader reader)
    {
        try
        {
            foreach (var name in Names)
            {
                if (reader.ValueTextEquals(name))
                {
                    return name;
                }
            }

            return null;
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair: no field is called that.
            return null;
        }
    }
}
