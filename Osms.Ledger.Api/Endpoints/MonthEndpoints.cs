using Osms.Ledger.Api.Http;
using Osms.Ledger.Api.OpenApi;
using Osms.Ledger.Closing;
using Osms.Ledger.Handlers;
using Osms.Ledger.Values;

namespace Osms.Ledger.Api.Endpoints;

/// <summary><c>/v1/months</c>: closing months, opening them again, and what is booked in them.</summary>
internal static class MonthEndpoints
{
    private const string Path = "/v1/months";

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost($"{Path}/{{month}}/close", CloseAsync).Described(MonthContracts.Close);
        routes.MapPost($"{Path}/{{month}}/reopen", ReopenAsync).Described(MonthContracts.Reopen);
        routes.MapGet(Path, ListAsync).Described(MonthContracts.List);
        routes.MapGet($"{Path}/{{month}}", AskAsync).Described(MonthContracts.Ask);
    }

    private static Task<IResult> CloseAsync(
        string month, HttpContext http, ILedgerCalls calls, Admission admission) => RecordAsync(
        month, http, admission, "position", (fields, name) => fields.Position(name),
        (which, position) => calls.CallAsync(
            new CloseMonth(which, position, RequestOrigin.Of(http)), http.RequestAborted));

    private static Task<IResult> ReopenAsync(
        string month, HttpContext http, ILedgerCalls calls, Admission admission) => RecordAsync(
        month, http, admission, "reason", (fields, name) => fields.Text(name),
        (which, reason) => calls.CallAsync(
            new ReopenMonth(which, reason, RequestOrigin.Of(http)), http.RequestAborted));

    private static async Task<IResult> RecordAsync<T>(
        string month, HttpContext http, Admission admission, string field, Func<BodyFields, string, T> read,
        Func<Month, T, Task<MonthResult>> record)
    {
        using var body = await RequestBody.ReadJsonAsync(http, admission);
        if (body.Problem is { } problem)
        {
            return problem;
        }

        using var fields = BodyFields.Read(body.Json, field);
        var value = read(fields, field);
        return !Month.TryParse(month, out var which)
            ? NoMonth()
            : fields.Problem ?? MonthBodies.Result(await record(which, value));
    }

    private static async Task<IResult> ListAsync(
        HttpContext http, ILedgerCalls calls, CancellationToken cancellation) =>
        QueryFields.Unknown(http.Request)
        ?? Results.Json(
            MonthBodies.Of(await calls.CallAsync(new AskMonths(), cancellation)), LedgerJson.Options);

    private static async Task<IResult> AskAsync(
        string month, HttpContext http, ILedgerCalls calls, CancellationToken cancellation)
    {
        if (QueryFields.Unknown(http.Request, "recompute") is { } unknown)
        {
            return unknown;
        }

        if (!Month.TryParse(month, out var which))
        {
            return NoMonth();
        }

        bool? recompute = http.Request.Query["recompute"].ToString() switch
        {
            "" or "false" => false,
            "true" => true,
            _ => null,
        };
        if (recompute is not { } again)
        {
            return Problem.UnreadableBody([new ProblemError(Problem.Unreadable, "recompute", "true or false.")]);
        }

        var answer = await calls.CallAsync(new AskMonth(which, again), cancellation);
        return answer is null
            ? MonthBodies.Refused(ClosingRefusal.OutOfRange)
            : Results.Json(MonthBodies.Of(answer), LedgerJson.Options);
    }

    private static IResult NoMonth() => Problem.UnreadableBody(
        [new ProblemError(Problem.Unreadable, "month", "A month is yyyy-MM.")]);
}
