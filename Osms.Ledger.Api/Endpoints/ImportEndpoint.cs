using Osms.Ledger.Api.Http;
using Osms.Ledger.Handlers;
using Osms.Ledger.Import;
using Osms.Ledger.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Api.Endpoints;

/// <summary><c>POST /v1/imports</c>: a file as the body, its report as the answer.</summary>
internal static class ImportEndpoint
{
    private const int MaxNameLength = 200;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/imports", ImportAsync).DisableRequestTimeout();

    private static async Task<IResult> ImportAsync(HttpContext http, InsuranceLedger ledger, RuleBook rules)
    {
        var query = http.Request.Query;
        var errors = new List<ProblemError>();
        var format = Given(query["format"], "format", ImportFormats.OfCode, ImportFormats.Codes, errors)
            ?? OfContentType(http.Request.ContentType);
        var ownKind = Given(query["ownKind"], "ownKind", OfOwnKind, Code<OwnKind>.All, errors) ?? OwnKind.Self;
        var name = query["name"].ToString();
        if (name.Length > MaxNameLength || name.Any(char.IsControl))
        {
            errors.Add(new ProblemError(Problem.Unreadable, "name", $"At most {MaxNameLength} visible characters."));
        }

        if (errors.Count > 0)
        {
            return Problem.UnreadableBody(errors);
        }

        await using var file = await SpoolAsync(http);
        var result = await ImportFileHandler.Handle(
            new ImportFile(file, format, name.Length == 0 ? null : name, ownKind, RequestOrigin.Of(http).By),
            ledger,
            rules,
            http.RequestAborted);
        return result switch
        {
            ImportResult.Done done => Results.Json(done.Report, LedgerJson.Options),
            ImportResult.GzipBroken => Problem.UnreadableBody(
                [new ProblemError(Problem.Unreadable, "", ImportResult.GzipBroken.Detail)]),
            _ => Problem.Of(
                StatusCodes.Status415UnsupportedMediaType,
                "format-unknown",
                $"The format cannot be told; say ?format={string.Join('|', ImportFormats.Codes)}."),
        };
    }

    // A file is read twice, for its digest and for its rows, and may be larger than memory.
    private static async Task<FileStream> SpoolAsync(HttpContext http)
    {
        BodyLimits.Lift(http);
        var file = new FileStream(Path.GetTempFileName(), new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.ReadWrite,
            Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
        });
        try
        {
            await http.Request.Body.CopyToAsync(file, http.RequestAborted);
            file.Position = 0;
            return file;
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    private static ImportFormat? OfContentType(string? contentType) =>
        contentType?.Split(';')[0].Trim().ToLowerInvariant() switch
        {
            Ndjson.MediaType => ImportFormat.Ndjson,
            "text/csv" => ImportFormat.Csv,
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
