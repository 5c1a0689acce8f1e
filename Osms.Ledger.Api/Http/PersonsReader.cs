using System.Text.Json;
using Osms.Ledger.Queries;
using Osms.Ledger.Reconciliation;
using Osms.Ledger.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Api.Http;

/// <summary>A question for the persons behind a figure, as it was sent.</summary>
/// <param name="After">Those after this IIN; empty for all.</param>
internal sealed record PersonsAsked(PersonsOfPayer Asked, AsOf KnownAt, string After, int Limit);

/// <summary>Reads the body of such a question and says of every field what is wrong with it.</summary>
internal sealed class PersonsReader
{
    internal const int LimitByDefault = 100;
    internal const int LimitAtMost = 1_000;

    private static readonly string[] Names =
        ["month", "payer", "region", "category", "knownAt", "cursor", "limit"];

    private readonly List<ProblemError> _errors = [];
    private readonly JsonElement _root;

    private PersonsReader(JsonElement root) => _root = root;

    internal static (PersonsAsked? Asked, IReadOnlyList<ProblemError> Errors) Read(ReadOnlyMemory<byte> body)
    {
        var (question, errors) = QuestionReader.Read(body, Names, needsIin: false);
        if (question is null)
        {
            return (null, errors);
        }

        using var json = JsonDocument.Parse(body);
        var reader = new PersonsReader(json.RootElement);
        try
        {
            var asked = reader.Read(question.KnownAt);
            return reader._errors.Count == 0 ? (asked, []) : (null, reader._errors);
        }
        catch (InvalidOperationException)
        {
            return (null, [new ProblemError(Problem.Unreadable, null, "A text has half of a surrogate pair.")]);
        }
    }

    /// <summary>What is wrong with a choice of persons; null when nothing is.</summary>
    internal static ProblemError? Wrong(PayerFilter who)
    {
        var rules = RuleBook.Embedded;
        return who.Region is not null && who.Payer != Payer.Local
            ? Error("region", "Only local budgets have a region.")
            : who.Region is { } region && region != MonthPayer.UnknownRegion && !rules.Regions.ContainsKey(region)
                ? Error("region", $"The first two digits of KATO, or {MonthPayer.UnknownRegion}.")
                : who.Category is not null && who.Payer is Payer.Contributors or Payer.None
                    ? Error("category", "Only budgets, and those who are exempt, have a category.")
                    : who.Category is { } category && category != PayerFilter.Welfare
                        && !rules.CategoryByCode.ContainsKey(category)
                        ? Error("category", $"A category, or {PayerFilter.Welfare}.")
                        : null;
    }

    private PersonsAsked Read(AsOf knownAt)
    {
        if (!Month.TryParse(Text("month"), out var month))
        {
            Wrong("month", "A month is needed: a string yyyy-MM.");
        }

        if (!Code<Payer>.TryParse(Text("payer"), out var payer))
        {
            Wrong("payer", $"A payer is needed: {string.Join(", ", Code<Payer>.All)}.");
        }

        var asked = new PersonsOfPayer(month, new PayerFilter(payer, Text("region"), Text("category")));
        if (_errors.Count == 0 && Wrong(asked.Who) is { } wrong)
        {
            _errors.Add(wrong);
        }

        var after = string.Empty;
        if (Text("cursor") is { } text)
        {
            if (PersonsCursor.TryRead(text, asked, out var cursor))
            {
                (knownAt, after) = (new AsOf.Position(cursor.Position), cursor.After);
            }
            else
            {
                Wrong("cursor", "The cursor of a page before, with the same question.");
            }
        }

        return new PersonsAsked(asked, knownAt, after, Limit());
    }

    private int Limit()
    {
        if (!_root.TryGetProperty("limit", out var value) || value.ValueKind == JsonValueKind.Null)
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

    private string? Text(string field)
    {
        if (!_root.TryGetProperty(field, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.String)
        {
            return value.GetString();
        }

        Wrong(field, "A string.");
        return null;
    }

    private void Wrong(string field, string detail)
    {
        if (_errors.TrueForAll(error => error.Field != field))
        {
            _errors.Add(Error(field, detail));
        }
    }

    private static ProblemError Error(string field, string detail) => new(Problem.Unreadable, field, detail);
}
