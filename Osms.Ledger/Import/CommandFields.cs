using System.Globalization;
using System.Text.Json;
using Osms.Ledger.Values;

namespace Osms.Ledger.Import;

/// <summary>The fields of one JSON object, read in one pass whatever their order; what is wrong is collected.</summary>
internal sealed class CommandFields
{
    // A line of nonsense must not become a list of thousands.
    private const int MostProblems = 32;

    // What fits into so many characters keeps its last digit in a decimal; more would be rounded without a word.
    private const int LongestNumber = 28;
    private const decimal LargestAmount = 1_000_000_000_000_000m;

    private readonly string?[] _texts = new string?[CommandFieldNames.Count];
    private readonly DateOnly?[] _days = new DateOnly?[CommandFieldNames.Count];

    internal List<FieldProblem> Problems { get; } = [];

    /// <summary>Fields that are there, null or not.</summary>
    internal CommandField Named { get; private set; }

    /// <summary>Fields that are there and not null.</summary>
    internal CommandField Given { get; private set; }

    internal string Iin => Text(CommandField.Iin);

    internal Month Period { get; private set; }

    /// <summary>Tenge.</summary>
    internal decimal Amount { get; private set; }

    internal int Version { get; private set; }

    internal string? TextOrNull(CommandField field) => _texts[CommandFieldNames.IndexOf(field)];

    internal string Text(CommandField field) => TextOrNull(field)
        ?? throw new InvalidOperationException($"{field} is asked for and was not read.");

    internal DateOnly? DayOrNull(CommandField field) => _days[CommandFieldNames.IndexOf(field)];

    internal DateOnly Day(CommandField field) => DayOrNull(field)
        ?? throw new InvalidOperationException($"{field} is asked for and was not read.");

    internal void Problem(string field, string detail)
    {
        if (Problems.Count < MostProblems)
        {
            Problems.Add(FieldProblem.Of(field, detail));
        }
        else if (Problems.Count == MostProblems)
        {
            Problems.Add(FieldProblem.Of("", "There are more problems than are listed here."));
        }
    }

    /// <summary>Reads the whole text; false when it is JSON but not an object.</summary>
    /// <exception cref="JsonException">Not JSON, more than one value, or nested too deep.</exception>
    internal bool ReadObject(ref Utf8JsonReader reader)
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

    private void ReadField(ref Utf8JsonReader reader)
    {
        var field = KnownField(ref reader, out var name);
        reader.Read();
        if (field == CommandField.None)
        {
            Problem(name, "This is not a field of any command.");
        }
        else if ((Named & field) != 0)
        {
            Problem(name, "This field is there twice.");
        }
        else
        {
            Named |= field;
            if (reader.TokenType != JsonTokenType.Null)
            {
                Given |= field;
                ReadValue(ref reader, field, name);
            }
        }

        // Past whatever is nested in a field that holds no object.
        reader.Skip();
    }

    private static CommandField KnownField(ref Utf8JsonReader reader, out string name)
    {
        try
        {
            var field = CommandFieldNames.Find(ref reader);
            name = field == CommandField.None ? TextRule.Harmless(reader.GetString()!) : CommandFieldNames.Of(field);
            return field;
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair: no field is called that, and the name cannot be repeated.
            name = "?";
            return CommandField.None;
        }
    }

    private void ReadValue(ref Utf8JsonReader reader, CommandField field, string name)
    {
        switch (field)
        {
            case CommandField.From or CommandField.Through or CommandField.On or CommandField.PaidOn:
                ReadDay(ref reader, field, name);
                break;
            case CommandField.Period:
                ReadPeriod(ref reader, name);
                break;
            case CommandField.Amount:
                ReadAmount(ref reader, name);
                break;
            case CommandField.Version:
                ReadVersion(ref reader, name);
                break;
            default:
                _texts[CommandFieldNames.IndexOf(field)] = String(ref reader, name, "Expected text.");
                break;
        }
    }

    private void ReadDay(ref Utf8JsonReader reader, CommandField field, string name)
    {
        const string expected = "Expected a day of the calendar, written yyyy-MM-dd.";
        if (String(ref reader, name, expected) is not { } text)
        {
            return;
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            _days[CommandFieldNames.IndexOf(field)] = day;
        }
        else
        {
            Problem(name, expected);
        }
    }

    private void ReadPeriod(ref Utf8JsonReader reader, string name)
    {
        const string expected = "Expected a month, written yyyy-MM.";
        if (String(ref reader, name, expected) is not { } text)
        {
            return;
        }

        if (Month.TryParse(text, out var month))
        {
            Period = month;
        }
        else
        {
            Problem(name, expected);
        }
    }

    private void ReadAmount(ref Utf8JsonReader reader, string name)
    {
        if (reader.TokenType != JsonTokenType.Number)
        {
            Problem(name, "Expected a number of tenge, not text.");
        }
        else if (reader.ValueSpan.Length > LongestNumber
            || !reader.TryGetDecimal(out var amount)
            || Math.Abs(amount) > LargestAmount)
        {
            Problem(name, "Expected at most 1 000 000 000 000 000 tenge, in at most 28 characters.");
        }
        else
        {
            Amount = amount;
        }
    }

    private void ReadVersion(ref Utf8JsonReader reader, string name)
    {
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var version))
        {
            Version = version;
        }
        else
        {
            Problem(name, "Expected a whole number.");
        }
    }

    private string? String(ref Utf8JsonReader reader, string name, string expected)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            Problem(name, expected);
            return null;
        }

        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            Problem(name, "Expected whole characters; there is half of a surrogate pair.");
            return null;
        }
    }
}
