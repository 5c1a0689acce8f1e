using Osms.Ledger.Api.Http;
using Osms.Ledger.Api.OpenApi;
using Osms.Ledger.Handlers;
using Osms.Ledger.Queries;

namespace Osms.Ledger.Api.Endpoints;

/// <summary>
/// <c>POST /v1/reconciliation/persons</c>: who stands behind a figure, in pages, or all of them one a line.
/// </summary>
internal static class ReconciliationPersonsEndpoint
{
    internal static void Map(IEndpointRouteBuilder routes) => routes.MapPost(
        $"{ReconciliationEndpoint.Path}/persons",
        (HttpContext http, PayerPersonsQuery query, InsuranceLedger ledger, Admission admission) =>
            AskAsync(http, query, ledger, admission)).Described(ReconciliationContracts.Persons);

    private static async Task<IResult> AskAsync(
        HttpContext http, PayerPersonsQuery query, InsuranceLedger ledger, Admission admission)
    {
        var given = new QueryValues(http.Request);
        var format = given.OneOf("format", "json", "ndjson", "csv") ?? Accepts.First(http.Request) switch
        {
            Ndjson.MediaType => "ndjson",
            Csv.MediaType => "csv",
            _ => "json",
        };
        if (given.Errors.Count > 0)
        {
            return Problem.UnreadableBody(given.Errors);
        }

        using var body = await RequestBody.ReadQuestionAsync(http, admission, asLines: format != "json", "format");
        if (body.Problem is { } problem)
        {
            return problem;
        }

        var (asked, errors) = PersonsReader.Read(body.Json);
        return asked is null ? Problem.UnreadableBody(errors)
            : format == "json" ? Answers.Of(
                await ReconciliationPersonsHandler.Handle(
                    new AskPersons(asked.Asked, asked.KnownAt, asked.After, asked.Limit), query, ledger,
                    http.RequestAborted),
                page => PersonLines.ToBody(page, asked.Asked))
            : Answers.Of(
                await ReconciliationPersonsHandler.Handle(
                    new FixPersons(asked.Asked, asked.KnownAt), query, ledger, http.RequestAborted),
                fixedAt => new Lines(new ListPersons(asked.Asked, fixedAt), query, asCsv: format == "csv"));
    }

    private sealed class Lines(ListPersons all, PayerPersonsQuery query, bool asCsv) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            BodyLimits.Lift(httpContext);
            httpContext.Response.ContentType = asCsv ? Csv.MediaType : Ndjson.MediaType;

            // From here on what fails ends the connection: half a list must not look like a whole one.
            await httpContext.Response.StartAsync(httpContext.RequestAborted);
            var silence = httpContext.RequestServices.GetRequiredService<LedgerOptions>().IdleTimeout;
            await PersonLines.WriteAsync(
                ReconciliationPersonsHandler.Handle(all, query, httpContext.RequestAborted),
                asCsv,
                new PatientAnswer(httpContext.Response.BodyWriter, silence),
                httpContext.RequestAborted);
        }
    }
}
