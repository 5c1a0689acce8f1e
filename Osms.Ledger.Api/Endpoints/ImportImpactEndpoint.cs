using System.Security.Cryptography;
using Osms.Ledger.Api.Http;
using Osms.Ledger.Api.OpenApi;
using Osms.Ledger.Handlers;
using Osms.Ledger.Journal;
using Osms.Ledger.Queries;

namespace Osms.Ledger.Api.Endpoints;

/// <summary><c>GET /v1/imports/{id}/impact</c>: whose answer for a day an import changed.</summary>
internal static class ImportImpactEndpoint
{
    private const int LengthOfId = 2 * SHA256.HashSizeInBytes;
    private const int SecondsUntilAgain = 5;

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet($"{ImportEndpoint.Path}/{{id}}/impact", AskAsync).Described(ImpactContract.OfImport);

    private static async Task<IResult> AskAsync(
        string id, HttpContext http, ImportJournal journal, ImportImpactQuery query, InsuranceLedger ledger,
        Admission admission)
    {
        if (QueryFields.Unknown(http.Request, "at", "format") is { } unknown)
        {
            return unknown;
        }

        var given = new QueryValues(http.Request);
        var at = given.Day("at");
        var asCsv = (given.OneOf("format", "ndjson", "csv")
            ?? (Accepts.First(http.Request) == Csv.MediaType ? "csv" : "ndjson")) == "csv";
        var errors = given.Errors.ToList();
        if (id.Length != LengthOfId || !id.All(char.IsAsciiHexDigitLower))
        {
            errors.Insert(0, new ProblemError(
                Problem.Unreadable, "id", $"The id of an import is the SHA-256 of its file: {LengthOfId} characters."));
        }

        if (errors.Count > 0)
        {
            return Problem.UnreadableBody(errors);
        }

        return await admission.EnterLinesAsync(http) ?? Of(
            await ImpactHandler.Handle(
                new AskImportImpact(id, at), journal, query, ledger, http.RequestAborted),
            id,
            asCsv);
    }

    private static IResult Of(ImpactAnswer answer, string id, bool asCsv) => answer switch
    {
        ImpactAnswer.Found found => new ImpactResult(found, id, asCsv),
        ImpactAnswer.Unsettled { Why: var why } => Answers.Of(why),
        ImpactAnswer.NotDone => Problem.Later(
            StatusCodes.Status409Conflict, "import-not-done", "The import has not come to its end.",
            SecondsUntilAgain),
        ImpactAnswer.NotTraced => Problem.Of(
            StatusCodes.Status422UnprocessableEntity, "import-not-traced",
            "Exported events keep what they belonged to when they were first recorded: none of them is this import's."),
        _ => Problem.Of(StatusCodes.Status404NotFound, "import-unknown", "No file with this id was sent for import."),
    };

    private sealed class ImpactResult(ImpactAnswer.Found found, string id, bool asCsv) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            BodyLimits.Lift(httpContext);
            httpContext.Response.ContentType = asCsv ? Csv.MediaType : Ndjson.MediaType;
            var cancellation = httpContext.RequestAborted;
            var silence = httpContext.RequestServices.GetRequiredService<LedgerOptions>().IdleTimeout;
            var output = new PatientAnswer(httpContext.Response.BodyWriter, silence);
            var summary = await ImpactLines.WriteAsync(
                found.Pages, found.At, ImpactBy.Positions, asCsv, output, cancellation);
            if (!asCsv)
            {
                await ImpactLines.WriteAsync(ImpactLines.ToBody(summary, found.At, id), output, cancellation);
            }
        }
    }
}
