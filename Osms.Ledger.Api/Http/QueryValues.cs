using Osms.Ledger.Texts;
using Osms.Ledger.Values;

namespace Osms.Ledger.Api.Http;

/// <summary>Reads the parameters of an address, and says of each what is wrong with it.</summary>
internal sealed class QueryValues(HttpRequest request)
{
    private readonly List<ProblemError> _errors = [];

    internal IReadOnlyList<ProblemError> Errors => _errors;

    /// <summary>A month that must be given.</summary>
    internal Month Month(string name)
    {
        if (!Osms.Ledger.Values.Month.TryParse(request.Query[name].ToString(), out var month))
        {
            Wrong(name, "A month is needed: yyyy-MM.");
        }

        return month;
    }

    /// <summary>A month; null when left out.</summary>
    internal Month? MonthOrNull(string name) =>
        request.Query[name].ToString().Length == 0 ? null : Month(name);

    /// <summary>A day; null when left out.</summary>
    internal DateOnly? Day(string name)
    {
        var text = request.Query[name].ToString();
        if (QuestionReader.TryReadDay(text, out var day))
        {
            return day;
        }

        if (text.Length > 0)
        {
            Wrong(name, "A day: yyyy-MM-dd.");
        }

        return null;
    }

    /// <summary>A language; null when left out.</summary>
    internal Language? Language(string name) =>
        OneOf(name, [.. Code<Language>.All]) is { } code ? Code<Language>.Parse(code) : null;

    /// <summary>As known when; left out: now.</summary>
    internal AsOf KnownAt() => At("knownAt") ?? AsOf.Now.Instance;

    /// <summary>A position or an instant; null when left out.</summary>
    internal AsOf? At(string name)
    {
        var text = request.Query[name].ToString();
        var known = text.Length == 0 ? null : QuestionReader.ReadKnownAt(text);
        if (known is null && text.Length > 0)
        {
            Wrong(name, "A position or an instant with its zone.");
        }

        return known;
    }

    /// <summary>One of these words; null when left out.</summary>
    internal string? OneOf(string name, params string[] words)
    {
        var word = request.Query[name].ToString();
        if (word.Length == 0 || words.Contains(word))
        {
            return word.Length == 0 ? null : word;
        }

        Wrong(name, $"There is {string.Join(", ", words)}.");
        return null;
    }

    private void Wrong(string name, string detail) => _errors.Add(new ProblemError(Problem.Unreadable, name, detail));
}
