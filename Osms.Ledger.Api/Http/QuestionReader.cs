using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;
using Osms.Ledger.Import;
using Osms.Ledger.Texts;
using Osms.Ledger.Values;

namespace Osms.Ledger.Api.Http;

/// <summary>A question as it was sent.</summary>
internal sealed record Question(string Iin, DateOnly? At, AsOf KnownAt, bool Explain, Language? Language);

/// <summary>Reads the body of a question and says of every field what is wrong with it.</summary>
internal sealed class QuestionReader
{
    /// <summary>What a field has to be that says as known when.</summary>
    internal const string NoTime =
        "A position (a whole number from 0) or an instant with its zone (2026-11-22T10:00:00Z).";

    private static readonly string[] InstantFormats =
        ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'"];

    private const int MostErrors = 32;
    private const string NoObject = "The body is not one JSON object.";

    private static readonly JsonDocumentOptions Strict =
        new() { MaxDepth = JsonDepth.Most, AllowDuplicateProperties = false };

    private readonly List<ProblemError> _errors = [];

    /// <param name="body">JSON.</param>
    /// <param name="fields">The fields that this question has.</param>
    /// <param name="needsIin">False for a question about many, which is explained only when that is asked for.</param>
    internal static (Question? Question, IReadOnlyList<ProblemError> Errors) Read(
        ReadOnlyMemory<byte> body, string[] fields, bool needsIin = true)
    {
        var reader = new QuestionReader();
        if (!Utf8.IsValid(body.Span))
        {
            return Whole("The body is not UTF-8.");
        }

        try
        {
            using var json = JsonDocument.Parse(body, Strict);
            var question = reader.Read(json.RootElement, fields, needsIin);
            return reader._errors.Count == 0 ? (question, []) : (null, reader._errors);
        }
        catch (JsonException) when (JsonDepth.IsExceeded(body.Span))
        {
            return Whole($"Expected at most {JsonDepth.Most} levels of nesting.", ImportCodes.NestedTooDeep);
        }
        catch (JsonException)
        {
            return Whole(NoObject);
        }
        catch (InvalidOperationException)
        {
            // Valid JSON that is no text: a name or a value with half of a surrogate pair, written as \uD800.
            return Whole("The body has half of a surrogate pair in a name or a text.");
        }
    }

    /// <summary>An instant (RFC 3339) or a position.</summary>
    internal static AsOf? ReadKnownAt(string text)
    {
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var position))
        {
            return new AsOf.Position(new LedgerPosition(position));
        }

        return DateTimeOffset.TryParseExact(
            text, InstantFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            ? new AsOf.Instant(instant)
            : null;
    }

    /// <summary>The same in JSON, where a position is a number.</summary>
    internal static AsOf? ReadKnownAt(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => value.TryGetInt64(out var position) && position >= 0
            ? new AsOf.Position(new LedgerPosition(position))
            : null,
        JsonValueKind.String => ReadKnownAt(value.GetString()!),
        _ => null,
    };

    internal static bool TryReadDay(string? text, out DateOnly day) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);

    private static (Question? Question, IReadOnlyList<ProblemError> Errors) Whole(
        string detail, string code = Problem.Unreadable) => (null, [new ProblemError(code, null, detail)]);

    private Question? Read(JsonElement root, string[] fields, bool needsIin)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            Wrong(null, NoObject);
            return null;
        }

        foreach (var property in root.EnumerateObject().Where(p => !fields.Contains(p.Name)))
        {
            // The name could be an IIN.
            Wrong(TextRule.Harmless(property.Name), $"There is no such field; there are {string.Join(", ", fields)}.");
        }

        return new Question(
            needsIin ? Iin(root) : string.Empty,
            Day(root, "at"),
            KnownAt(root),
            Flag(root, "explain", byDefault: needsIin),
            Language(root));
    }

    private string Iin(JsonElement root)
    {
        if (Given(root, "iin") is { ValueKind: JsonValueKind.String } iin)
        {
            return iin.GetString()!;
        }

        Wrong("iin", "An IIN is needed: a string of 12 digits.");
        return string.Empty;
    }

    private DateOnly? Day(JsonElement root, string field)
    {
        if (Given(root, field) is not { } value)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.String && TryReadDay(value.GetString(), out var day))
        {
            return day;
        }

        Wrong(field, "A day is a string yyyy-MM-dd.");
        return null;
    }

    private AsOf KnownAt(JsonElement root)
    {
        if (Given(root, "knownAt") is not { } value)
        {
            return AsOf.Now.Instance;
        }

        if (ReadKnownAt(value) is { } known)
        {
            return known;
        }

        Wrong("knownAt", NoTime);
        return AsOf.Now.Instance;
    }

    private Language? Language(JsonElement root)
    {
        if (Given(root, "lang") is not { } value)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.String && Code<Language>.TryParse(value.GetString(), out var language))
        {
            return language;
        }

        Wrong("lang", AskedLanguage.Expected);
        return null;
    }

    private bool Flag(JsonElement root, string field, bool byDefault)
    {
        switch (Given(root, field))
        {
            case null:
                return byDefault;
            case { ValueKind: JsonValueKind.True }:
                return true;
            case { ValueKind: JsonValueKind.False }:
                return false;
            default:
                Wrong(field, "This is true or false.");
                return byDefault;
        }
    }

    private static JsonElement? Given(JsonElement root, string field) =>
        root.TryGetProperty(field, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private void Wrong(string? field, string detail)
    {
        if (_errors.Count < MostErrors)
        {
            _errors.Add(new ProblemError(Problem.Unreadable, field, detail));
        }
        else if (_errors.Count == MostErrors)
        {
            _errors.Add(new ProblemError(Problem.Unreadable, null, FieldProblem.More));
        }
    }
}
