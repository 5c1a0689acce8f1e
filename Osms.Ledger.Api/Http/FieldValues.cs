using System.Text.Json;
using Osms.Ledger.Values;

namespace Osms.Ledger.Api.Http;

/// <summary>What the fields of a body mean.</summary>
internal static class FieldValues
{
    /// <summary>A day; null when it is not given.</summary>
    internal static DateOnly? Day(this BodyFields fields, string name)
    {
        if (fields.Given(name) is { } value)
        {
            if (value.ValueKind == JsonValueKind.String && QuestionReader.TryReadDay(value.GetString(), out var day))
            {
                return day;
            }

            fields.Wrong(name, "A day is a string yyyy-MM-dd.");
        }

        return null;
    }

    /// <summary>An amount that must be given.</summary>
    internal static decimal Amount(this BodyFields fields, string name)
    {
        if (fields.Given(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetDecimal(out var amount))
        {
            return amount;
        }

        fields.Wrong(name, "An amount is needed: a number of tenge.");
        return 0;
    }

    /// <summary>A position or an instant; null when it is not given.</summary>
    internal static AsOf? KnownAt(this BodyFields fields, string name)
    {
        if (fields.Given(name) is not { } value)
        {
            return null;
        }

        var known = QuestionReader.ReadKnownAt(value);
        _ = known is null ? fields.Wrong(name, QuestionReader.NoTime) : null;
        return known;
    }

    /// <summary>A month that must be given.</summary>
    internal static Month Month(this BodyFields fields, string name)
    {
        if (!Values.Month.TryParse(fields.Text(name), out var month))
        {
            fields.Wrong(name, "A month is needed: a string yyyy-MM.");
        }

        return month;
    }

    /// <summary>A month; null when it is not given.</summary>
    internal static Month? MonthOrNull(this BodyFields fields, string name) =>
        fields.Given(name) is null ? null : fields.Month(name);

    /// <summary>One of the codes that must be given.</summary>
    internal static T Code<T>(this BodyFields fields, string name)
        where T : struct, Enum
    {
        if (!Values.Code<T>.TryParse(fields.Text(name), out var value))
        {
            fields.Wrong(name, $"There is {string.Join(", ", Values.Code<T>.All)}.");
        }

        return value;
    }

    /// <summary>One of the codes; null when it is not given.</summary>
    internal static T? CodeOrNull<T>(this BodyFields fields, string name)
        where T : struct, Enum => fields.Given(name) is null ? null : fields.Code<T>(name);

    /// <summary>A BIN or an IIN that must be given.</summary>
    internal static string Payer(this BodyFields fields, string name)
    {
        var text = fields.Text(name);
        if (IsPayer(text))
        {
            return text!;
        }

        fields.Wrong(name, "A BIN or an IIN is needed: a string of 12 digits.");
        return string.Empty;
    }

    /// <summary>Looks like a BIN or an IIN.</summary>
    internal static bool IsPayer(string? text) => text is { Length: 12 } && text.All(char.IsAsciiDigit);

    /// <summary>True only when it is said.</summary>
    internal static bool Flag(this BodyFields fields, string name)
    {
        var value = fields.Given(name)?.ValueKind ?? JsonValueKind.False;
        if (value is not (JsonValueKind.True or JsonValueKind.False))
        {
            fields.Wrong(name, "This is true or false.");
        }

        return value == JsonValueKind.True;
    }
}
