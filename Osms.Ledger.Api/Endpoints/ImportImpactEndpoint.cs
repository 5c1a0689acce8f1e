using Osms.Ledger.Api.Http;
using Osms.Ledger.Api.OpenApi;
using Osms.Ledger.Handlers;

namespace Osms.Ledger.Api.Endpoints;

/// <summary><c>GET /v1/imports/{id}/impact</c>: whose answer for a day an import changed.</summary>
internal static class ImportImpactEndpoint
{
    private const int SecondsUntilAgain = 5;

    internal static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet($"{ImportEndpoint.Path}/{{id}}/impact", AskAsync)
        .Described(ImpactContract.OfImport)
        .DisableRequestTimeout();

    private static async Task<IResult> AskAsync(
        string id, HttpContext http, ILedgerCalls calls, Admission admission)
    {
        if (QueryFields.Unknown(http.Request, "at", "format") is { } unknown)
        {
            return unknown;
        }

        var given = new QueryValues(http.Request);
        var at = given.Day("at");
        var asCsv = (given.OneOf("format", "ndjson", "csv")
            ?? (Accepts.First(http.Request) == Csv.MediaType ? "csv" : "ndjson")) == "csv";
        List<ProblemError> errors =
            [.. new[] { ImportId.Wrong(id) }.OfType<ProblemError>(), .. given.Errors];
        if (errors.Count > 0)
        {
            return Problem.UnreadableBody(errors);
        }

        return await admission.EnterLinesAsync(http) ?? Of(
            await calls.CallAsync(new AskImportImpact(id, at), http.RequestAborted), id, asCsv);
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
            await using var lines = new ImpactSpool(ImpactBy.Positions, asCsv);
            await lines.TakeAsync(found.At, found.Pages, httpContext.RequestAborted);
            await lines.SendAsync(httpContext, id, report: null);
        }
    }
}
