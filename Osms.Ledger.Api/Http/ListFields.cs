using System.Text.Json;
using Osms.Ledger.Queries;
using Osms.Ledger.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Api.Http;

/// <summary>Reads the fields of a question for a list, and says of each what is wrong with it.</summary>
internal sealed class ListFields
{
    internal const int LimitByDefault = 100;
    internal const int LimitAtMost = 1_000;

    private readonly List<ProblemError> _errors = [];
    private readonly JsonElement _root;

    private ListFields(JsonElement root) => _root = root;

    /// <summary>A question for part of a list, whose text is the same for the same list only.</summary>
    /// <param name="body">JSON.</param>
    /// <param name="names">The fields there are besides those of every list.</param>
    /// <param name="read">What is asked.</param>
    internal static (T? Asked, ListPart? Part, IReadOnlyList<ProblemError> Errors) ReadList<T>(
        ReadOnlyMemory<byte> body, string[] names, Func<ListFields, T> read)
        where T : class
    {
        ListPart? part = null;
        var (asked, _, errors) = Read(body, [.. names, "cursor", "limit"], (fields, knownAt) =>
        {
            var question = read(fields);
            part = fields.Part(question, knownAt);
            return question;
        });
        return (asked, part, errors);
    }

    /// <param name="body">JSON.</param>
    /// <param name="names">The fields there are besides <c>knownAt</c>.</param>
    /// <param name="read">What is asked.</param>
    internal static (T? Asked, AsOf KnownAt, IReadOnlyList<ProblemError> Errors) Read<T>(
        ReadOnlyMemory<byte> body, string[] names, Func<ListFields, AsOf, T> read)
        where T : class
    {
        var (question, errors) = QuestionReader.Read(body, [.. names, "knownAt"], needsIin: false);
        if (question is null)
        {
            return (null, AsOf.Now.Instance, errors);
        }

        using var json = JsonDocument.Parse(body);
        var fields = new ListFields(json.RootElement);
        try
        {
            var asked = read(fields, question.KnownAt);
            return (fields._errors.Count == 0 ? asked : null, question.KnownAt, fields._errors);
        }
        catch (InvalidOperationException)
        {
            var wrong = new ProblemError(Problem.Unreadable, null, "A text has half of a surrogate pair.");
            return (null, question.KnownAt, [wrong]);
        }
    }

    /// <summary>A month that must be given.</summary>
    internal Month Month(string name)
    {
        if (!Values.Month.TryParse(Text(name), out var month))
        {
            Wrong(name, "A month is needed: a string yyyy-MM.");
        }

        return month;
    }

    /// <summary>A month; null when left out.</summary>
    internal Month? MonthOrNull(string name) => Text(name) is null ? null : Month(name);

    /// <summary>One of the codes; null when left out.</summary>
    internal T? CodeOrNull<T>(string name)
        where T : struct, Enum
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        if (!Code<T>.TryParse(text, out var value))
        {
            Wrong(name, $"There is {string.Join(", ", Code<T>.All)}.");
        }

        return value;
    }

    /// <summary>A BIN or an IIN that must be given.</summary>
    internal string Payer(string name)
    {
        var text = Text(name);
        if (text is { Length: 12 } && text.All(char.IsAsciiDigit))
        {
            return text;
        }

        Wrong(name, "A BIN or an IIN is needed: a string of 12 digits.");
        return string.Empty;
    }

    /// <summary>True only when it is said.</summary>
    internal bool Flag(string name)
    {
        if (Given(name) is not { } value || value.ValueKind == JsonValueKind.False)
        {
            return false;
        }

        if (value.ValueKind != JsonValueKind.True)
        {
            Wrong(name, "This is true or false.");
        }

        return true;
    }

    private ListPart Part<T>(T asked, AsOf knownAt)
        where T : class
    {
        var after = ListPlace.Beginning;
        if (Text("cursor") is { } text)
        {
            if (ListCursor.TryRead(text, asked, out var cursor))
            {
                (knownAt, after) = (new AsOf.Position(cursor.Position), cursor.After);
            }
            else
            {
                Wrong("cursor", "The cursor of a page before, with the same question.");
            }
        }

        return new ListPart(knownAt, after, Limit());
    }

    private int Limit()
    {
        if (Given("limit") is not { } value)
        {
            return LimitByDefault;
        }

        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var limit)
            && limit is > 0 and <= LimitAtMost)
        {
            return limit;
        }

        Wrong("limit", $"A whole number from 1 to {LimitAtMost}.");
        return LimitByDefault;
    }

    private string? Text(string name)
    {
        if (Given(name) is not { } value)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.String)
        {
            return value.GetString();
        }

        Wrong(name, "A string.");
        return null;
    }

    private JsonElement? Given(string name) =>
        _root.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private void Wrong(string name, string detail)
    {
        if (_errors.TrueForAll(error => error.Field != name))
        {
            _errors.Add(new ProblemError(Problem.Unreadable, name, detail));
        }
    }
}
