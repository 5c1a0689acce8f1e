using Osms.Ledger.Api.Hosting;
using Osms.Ledger.Api.Http;
using Osms.Ledger.Api.OpenApi;
using Osms.Ledger.Handlers;
using Osms.Ledger.Import;

namespace Osms.Ledger.Api.Endpoints;

/// <summary>
/// <c>POST /v1/imports</c>: a file as the body, its report as the answer. Once all of it is here it is imported
/// whether or not its sender waits.
/// </summary>
internal static class ImportEndpoint
{
    internal const string Path = "/v1/imports";
    private const int SecondsUntilAgain = 30;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost(Path, ImportAsync).Described(ImportContracts.Import).DisableRequestTimeout();

    private static async Task<IResult> ImportAsync(HttpContext http, ImportSpool spool, ImportQueue queue)
    {
        var (asked, problem) = ImportRequest.Of(http);
        if (asked is null)
        {
            return problem!;
        }

        BodyLimits.Lift(http);
        var file = await spool.ReceiveAsync(http.Request.Body, http.RequestAborted);
        if (asked.DryRun)
        {
            return await TryOutAsync(file, asked, queue, http);
        }

        var ticket = await queue.AcceptAsync(file, asked.Format, asked.Name, asked.OwnKind, asked.By);
        if (asked.Wait || ticket.Entry is not { } entry)
        {
            return Of(await ticket.Result.WaitAsync(http.RequestAborted));
        }

        http.Response.Headers.Location = $"{Path}/{entry.Subject.Id}";
        return Results.Json(
            Bodies.Of(new ImportStanding(entry, [], Next: null)),
            LedgerJson.Options,
            statusCode: StatusCodes.Status202Accepted);
    }

    private static async Task<IResult> TryOutAsync(
        SpooledFile file, ImportRequest asked, ImportQueue queue, HttpContext http)
    {
        try
        {
            var import = new ImportFile(file.Content, asked.Format, asked.Name, asked.OwnKind, asked.By);
            if (!asked.Impact)
            {
                return Of(await queue.TryOutAsync(import, http.RequestAborted));
            }

            var lines = new ImpactSpool(ImpactBy.Lines, asCsv: false);
            http.Response.RegisterForDisposeAsync(lines);
            var wanted = new ImpactWanted(asked.At, (at, pages) => lines.TakeAsync(at, pages, http.RequestAborted));
            var result = await queue.TryOutAsync(import with { Impact = wanted }, http.RequestAborted);
            return result is ImportResult.Done { Report: var report } ? new Impact(lines, report) : Of(result);
        }
        finally
        {
            file.Delete();
        }
    }

    private static IResult Of(ImportResult result) => result switch
    {
        ImportResult.Done done => Results.Json(done.Report, LedgerJson.Options),
        ImportResult.NotRead { Why: FileInspection.GzipBroken } => Problem.UnreadableBody(
            [new ProblemError(Problem.Unreadable, "", FileInspection.GzipBroken.Detail)]),
        ImportResult.NotRead { Why: FileInspection.UnpacksTooFar } => Problem.Of(
            StatusCodes.Status413PayloadTooLarge, "unpacked-too-large", FileInspection.UnpacksTooFar.Detail),
        ImportResult.NotRead => Problem.Of(
            StatusCodes.Status415UnsupportedMediaType,
            "format-unknown",
            $"The format cannot be told; say ?format={string.Join('|', ImportFormats.Codes)}."),
        _ => Problem.Later(
            StatusCodes.Status503ServiceUnavailable,
            "import-interrupted",
            "The import stopped before its end: the database went away, or the service stops. What was recorded stays. "
            + "Send the file again: it goes on where it stopped.",
            SecondsUntilAgain),
    };

    private sealed class Impact(ImpactSpool lines, ImportReport report) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) => lines.SendAsync(httpContext, report.Id, report);
    }
}
