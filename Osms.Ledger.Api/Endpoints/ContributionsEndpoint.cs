using Osms.Ledger.Api.Http;
using Osms.Ledger.Api.OpenApi;
using Osms.Ledger.Handlers;

namespace Osms.Ledger.Api.Endpoints;

/// <summary><c>GET /v1/contributions</c>: what was contributed, by month and kind.</summary>
internal static class ContributionsEndpoint
{
    internal const string Path = "/v1/contributions";

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet(Path, AskAsync).Described(ContributionContracts.Ask);

    private static async Task<IResult> AskAsync(
        HttpContext http, ILedgerCalls calls, Admission admission)
    {
        if (QueryFields.Unknown(http.Request, "month", "knownAt", "format") is { } unknown)
        {
            return unknown;
        }

        var given = new QueryValues(http.Request);
        var question = new AskContributions(given.MonthOrNull("month"), given.KnownAt());
        var asCsv = given.OneOf("format", "json", "csv") is { } format
            ? format == "csv"
            : Accepts.First(http.Request) == Csv.MediaType;
        if (given.Errors.Count > 0)
        {
            return Problem.UnreadableBody(given.Errors);
        }

        if (await admission.EnterCallAsync(http) is { } busy)
        {
            return busy;
        }

        return Answers.Of(
            await calls.CallAsync(question, http.RequestAborted),
            answer => asCsv
                ? Results.Text(
                    ContributionsShown.ToCsv(ContributionsShown.ToBody(answer)), Csv.MediaType)
                : Results.Json(ContributionsShown.ToBody(answer), LedgerJson.Options));
    }
}
