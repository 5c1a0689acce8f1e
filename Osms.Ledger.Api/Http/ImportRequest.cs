using Osms.Ledger.Import;
using Osms.Ledger.Values;

namespace Osms.Ledger.Api.Http;

/// <summary>What the query and the headers of an import ask for.</summary>
internal sealed record ImportRequest(
    ImportFormat? Format, OwnKind OwnKind, string? Name, string? By, bool Wait, bool DryRun, bool Impact,
    DateOnly? At)
{
    private const int MaxNameLength = 200;

    /// <summary>Either of the two.</summary>
    internal static (ImportRequest? Asked, IResult? Problem) Of(HttpContext http)
    {
        if (QueryFields.Unknown(http.Request, Names) is { } unknown)
        {
            return (null, unknown);
        }

        var query = http.Request.Query;
        var errors = new List<ProblemError>();
        var format = Given(query["format"], "format", ImportFormats.OfCode, ImportFormats.Codes, errors)
            ?? OfContentType(http.Request.ContentType);
        var ownKind = Given(query["ownKind"], "ownKind", OfOwnKind, Code<OwnKind>.All, errors) ?? OwnKind.Self;
        var wait = Given(query["wait"], "wait", OfFlag, Flags, errors) ?? true;
        var dryRun = Given(query["dryRun"], "dryRun", OfFlag, Flags, errors) ?? false;
        var impact = Given(query["impact"], "impact", OfFlag, Flags, errors) ?? false;
        var given = new QueryValues(http.Request);
        var at = given.Day("at");
        errors.AddRange(given.Errors);
        if (impact && !dryRun)
        {
            errors.Add(new ProblemError(
                Problem.Unreadable, "impact", "Only with dryRun=true; of an import: GET /v1/imports/{id}/impact."));
        }

        if (at is not null && !impact)
        {
            errors.Add(new ProblemError(Problem.Unreadable, "at", "Only with impact=true: the day asked about."));
        }

        var name = query["name"].ToString();
        if (name.Length > MaxNameLength || name.Any(char.IsControl))
        {
            errors.Add(new ProblemError(Problem.Unreadable, "name", $"At most {MaxNameLength} visible characters."));
        }

        var by = RequestOrigin.Of(http).By;
        return errors.Count > 0
            ? (null, Problem.UnreadableBody(errors))
            : (new ImportRequest(
                format, ownKind, name.Length == 0 ? null : name, by, wait, dryRun, impact, at), null);
    }

    private static readonly string[] Names =
        ["format", "ownKind", "name", "wait", "dryRun", "impact", "at"];

    private static readonly string[] Flags = ["true", "false"];

    private static bool? OfFlag(string? text) => text switch
    {
        "true" => true,
        "false" => false,
        _ => null,
    };

    private static ImportFormat? OfContentType(string? contentType) =>
        contentType?.Split(';')[0].Trim().ToLowerInvariant() switch
        {
            Ndjson.MediaType => ImportFormat.Ndjson,
            Csv.MediaType => ImportFormat.Csv,
            _ => null,
        };

    private static OwnKind? OfOwnKind(string? code) => Code<OwnKind>.TryParse(code, out var kind) ? kind : null;

    private static T? Given<T>(
        string? text, string field, Func<string?, T?> read, IReadOnlyList<string> known, List<ProblemError> errors)
        where T : struct
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        if (read(text) is { } value)
        {
            return value;
        }

        errors.Add(new ProblemError(Problem.Unreadable, field, $"Known: {string.Join(", ", known)}."));
        return null;
    }
}
