using System.Text.Json;
using System.Text.Unicode;
using Osms.Ledger.Import;
using Osms.Ledger.Values;

namespace Osms.Ledger.Api.Http;

/// <summary>The fields of a body that is one JSON object; says of every field what is wrong with it.</summary>
internal sealed class BodyFields : IDisposable
{
    private const int LongestText = 200;
    private const int MostErrors = 32;
    private const string NoObject = "The body is not one JSON object.";
    private const string HalfPair = "The body has half of a surrogate pair in a name or a text.";

    private static readonly JsonDocumentOptions Strict =
        new() { MaxDepth = JsonDepth.Most, AllowDuplicateProperties = false };

    private readonly List<ProblemError> _errors;
    private readonly string _prefix;
    private JsonDocument? _json;
    private JsonElement? _root;

    private BodyFields(List<ProblemError> errors, string prefix) => (_errors, _prefix) = (errors, prefix);

    /// <summary>The problem to answer with once all fields were asked for; null when there is none.</summary>
    internal IResult? Problem => _errors.Count == 0 ? null : Http.Problem.UnreadableBody(_errors);

    internal static BodyFields Read(ReadOnlyMemory<byte> body, params string[] fields)
    {
        var read = new BodyFields([], string.Empty);
        read.Parse(body, fields);
        return read;
    }

    /// <summary>The fields of an object within the body; what is wrong with them is told with the others.</summary>
    internal BodyFields Within(string name, JsonElement value, params string[] fields)
    {
        var within = new BodyFields(_errors, $"{name}.");
        if (value.ValueKind == JsonValueKind.Object)
        {
            within.Take(value, fields);
        }
        else
        {
            Wrong(name, $"An object with the fields {string.Join(", ", fields)}.");
        }

        return within;
    }

    public void Dispose() => _json?.Dispose();

    /// <summary>A text; null when it is not given.</summary>
    internal string? Text(string name)
    {
        var text = Given(name) is { } value
            ? value.ValueKind == JsonValueKind.String ? value.GetString() : Wrong(name, "A text.")
            : null;
        return text is null || (text.Length <= LongestText && !text.Contains('\0'))
            ? text
            : Wrong(name, $"At most {LongestText} characters, without NUL.", ImportCodes.TextTooLong);
    }

    /// <summary>A text that must be given.</summary>
    internal string Needed(string name, string what) =>
        (Given(name) is null ? Wrong(name, what) : Text(name)) ?? string.Empty;

    /// <summary>A position; null when it is not given.</summary>
    internal LedgerPosition? Position(string name) => Number(name, 0, long.MaxValue) is { } position
        ? new LedgerPosition(position)
        : null;

    /// <summary>A whole number; null when it is not given.</summary>
    internal long? Number(string name, long least, long most)
    {
        if (Given(name) is not { } value)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number)
            && number >= least && number <= most)
        {
            return number;
        }

        Wrong(name, $"A whole number from {least}{(most == long.MaxValue ? string.Empty : $" to {most}")}.");
        return null;
    }

    /// <summary>Tells what is wrong with a field, once; of what is no object nothing is told of its fields.</summary>
    /// <returns>Null.</returns>
    internal string? Wrong(string? field, string detail, string code = Http.Problem.Unreadable)
    {
        var path = field is null ? null : _prefix + field;
        if (path is not null && (_root is null || _errors.Exists(error => error.Field == path)))
        {
            return null;
        }

        Add(path, detail, code);
        return null;
    }

    private void Add(string? path, string detail, string code)
    {
        if (_errors.Count < MostErrors)
        {
            _errors.Add(new ProblemError(code, path, detail));
        }
        else if (_errors.Count == MostErrors)
        {
            _errors.Add(new ProblemError(Http.Problem.Unreadable, null, FieldProblem.More));
        }
    }

    /// <summary>Null when it is not given.</summary>
    internal JsonElement? Given(string name) =>
        _root is { } root && root.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null
            ? value
            : null;

    private void Parse(ReadOnlyMemory<byte> body, string[] fields)
    {
        if (!Utf8.IsValid(body.Span))
        {
            Wrong(null, "The body is not UTF-8.");
            return;
        }

        try
        {
            _json = JsonDocument.Parse(body, Strict);
            if (_json.RootElement.ValueKind != JsonValueKind.Object)
            {
                Wrong(null, NoObject);
                return;
            }

            Take(_json.RootElement, fields);
        }
        catch (JsonException) when (JsonDepth.IsExceeded(body.Span))
        {
            Wrong(null, $"Expected at most {JsonDepth.Most} levels of nesting.", ImportCodes.NestedTooDeep);
        }
        catch (JsonException)
        {
            Wrong(null, NoObject);
        }
        catch (InvalidOperationException)
        {
            // Names are compared with one another already while it is parsed.
            Wrong(null, HalfPair);
        }
    }

    private void Take(JsonElement root, string[] fields)
    {
        _root = root;
        try
        {
            // A half of a surrogate pair shows as soon as it is read.
            foreach (var property in root.EnumerateObject())
            {
                _ = property.Value.ValueKind == JsonValueKind.String ? property.Value.GetString() : null;
                if (!fields.Contains(property.Name))
                {
                    // Each is told, also when what is harmless of two names is the same.
                    Add(
                        _prefix + TextRule.Harmless(property.Name),
                        fields.Length == 0
                            ? "This call has no fields."
                            : $"There is no such field; there are {string.Join(", ", fields)}.",
                        Http.Problem.Unreadable);
                }
            }
        }
        catch (InvalidOperationException)
        {
            _root = null;
            Wrong(null, HalfPair);
        }
    }
}
