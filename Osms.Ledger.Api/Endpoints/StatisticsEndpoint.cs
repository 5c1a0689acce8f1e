using Osms.Ledger.Api.Http;
using Osms.Ledger.Api.OpenApi;
using Osms.Ledger.Handlers;

namespace Osms.Ledger.Api.Endpoints;

/// <summary><c>GET /v1/statistics?on=</c>: who is insured on a day, in numbers; as CSV for who asks for it.</summary>
internal static class StatisticsEndpoint
{
    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/statistics", AskAsync).Described(StatisticsContract.Ask);

    private static async Task<IResult> AskAsync(
        HttpContext http, ILedgerCalls calls, Admission admission)
    {
        if (QueryFields.Unknown(http.Request, "on", "levels", "format") is { } unknown)
        {
            return unknown;
        }

        var given = new QueryValues(http.Request);
        var question = new AskStatistics(given.Day("on"), given.OneOf("levels", "true", "false") == "true");
        var format = given.OneOf("format", "json", "csv");
        if (given.Errors.Count > 0)
        {
            return Problem.UnreadableBody(given.Errors);
        }

        if (await admission.EnterCallAsync(http) is { } busy)
        {
            return busy;
        }

        var asCsv = format is null
            ? Accepts.First(http.Request) == Csv.MediaType
            : format == "csv";
        return Answers.Of(
            await calls.CallAsync(question, http.RequestAborted),
            answer => Result(StatisticsShown.ToBody(answer), asCsv));
    }

    private static IResult Result(StatisticsBody body, bool asCsv) => asCsv
        ? Results.Text(StatisticsShown.ToCsv(body), Csv.MediaType)
        : Results.Json(body, LedgerJson.Options);
}
