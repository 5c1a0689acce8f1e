using Osms.Ledger.Api.Http;
using Osms.Ledger.Api.OpenApi;
using Osms.Ledger.Handlers;
using Osms.Ledger.Queries;

namespace Osms.Ledger.Api.Endpoints;

/// <summary><c>GET /v1/statistics?on=</c>: who is insured on a day, in numbers; as CSV for who asks for it.</summary>
internal static class StatisticsEndpoint
{
    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/statistics", AskAsync).Described(StatisticsContract.Ask);

    private static async Task<IResult> AskAsync(
        HttpContext http, StatisticsQuery query, InsuranceLedger ledger, CancellationToken cancellation)
    {
        if (QueryFields.Unknown(http.Request, "on", "format") is { } unknown)
        {
            return unknown;
        }

        var errors = new List<ProblemError>();
        var on = DayOf(http.Request.Query["on"].ToString(), errors);
        var asCsv = IsCsv(http.Request, errors);
        return errors.Count > 0
            ? Problem.UnreadableBody(errors)
            : Answers.Of(
                await AskStatisticsHandler.Handle(new AskStatistics(on), query, ledger, cancellation),
                answer => Result(StatisticsShown.ToBody(answer), asCsv));
    }

    private static IResult Result(StatisticsBody body, bool asCsv) => asCsv
        ? Results.Text(StatisticsShown.ToCsv(body), StatisticsShown.CsvType)
        : Results.Json(body, LedgerJson.Options);

    private static DateOnly? DayOf(string text, List<ProblemError> errors)
    {
        if (text.Length == 0)
        {
            return null;
        }

        if (!QuestionReader.TryReadDay(text, out var day))
        {
            errors.Add(new ProblemError(Problem.Unreadable, "on", "A day is yyyy-MM-dd."));
        }

        return day;
    }

    private static bool IsCsv(HttpRequest request, List<ProblemError> errors)
    {
        switch (request.Query["format"].ToString())
        {
            case "":
                return request.GetTypedHeaders().Accept.FirstOrDefault()?.MediaType == StatisticsShown.CsvType;
            case "csv":
                return true;
            case "json":
                return false;
            default:
                errors.Add(new ProblemError(Problem.Unreadable, "format", "json or csv."));
                return false;
        }
    }
}
