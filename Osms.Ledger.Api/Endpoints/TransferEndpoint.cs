using Osms.Ledger.Api.Http;
using Osms.Ledger.Api.OpenApi;
using Osms.Ledger.Handlers;
using Osms.Ledger.Import;

namespace Osms.Ledger.Api.Endpoints;

/// <summary><c>POST /v1/budget-transfers</c>: record what a budget paid in, or took back.</summary>
internal static class TransferEndpoint
{
    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/budget-transfers", RecordAsync).Described(TransferContract.Record);

    private static async Task<IResult> RecordAsync(HttpContext http, ILedgerCalls calls, Admission admission)
    {
        using var body = await RequestBody.ReadJsonAsync(http, admission);
        return body.Problem ?? TransferReader.Read(body.Json.Span) switch
        {
            ReadResult.Transfer transfer => Answers.Of(await calls.CallAsync(
                new RecordBudgetTransfer(transfer.Asked, RequestOrigin.Of(http)), http.RequestAborted)),
            ReadResult.Unreadable unreadable => Problem.UnreadableBody(unreadable.Problems),
            var other => throw new InvalidOperationException($"A transfer was read as {other.GetType().Name}."),
        };
    }
}
