using Osms.Ledger.Api.Http;
using Osms.Ledger.Api.OpenApi;
using Osms.Ledger.Handlers;

namespace Osms.Ledger.Api.Endpoints;

/// <summary><c>GET /v1/reconciliation</c>: who owes for a month, what came in, what differs.</summary>
internal static class ReconciliationEndpoint
{
    internal const string Path = "/v1/reconciliation";

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet(Path, AskAsync).Described(ReconciliationContracts.Ask);

    private static async Task<IResult> AskAsync(
        HttpContext http, ILedgerCalls calls, Admission admission)
    {
        if (QueryFields.Unknown(http.Request, "month", "knownAt", "by", "format") is { } unknown)
        {
            return unknown;
        }

        var given = new QueryValues(http.Request);
        var question = new AskReconciliation(given.Month("month"), given.KnownAt());
        var byCategory = given.OneOf("by", "category") is not null;
        var format = given.OneOf("format", "json", "csv");
        if (given.Errors.Count > 0)
        {
            return Problem.UnreadableBody(given.Errors);
        }

        if (await admission.EnterCallAsync(http) is { } busy)
        {
            return busy;
        }

        var asCsv = format is null ? Accepts.First(http.Request) == Csv.MediaType : format == "csv";
        return Answers.Of(
            await calls.CallAsync(question, http.RequestAborted),
            answer => asCsv
                ? Results.Text(ReconciliationShown.ToCsv(answer, byCategory), Csv.MediaType)
                : Results.Json(ReconciliationShown.ToBody(answer, byCategory), LedgerJson.Options));
    }
}
