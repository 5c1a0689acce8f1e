using Osms.Ledger.Api.Http;
using Osms.Ledger.Api.OpenApi;
using Osms.Ledger.Handlers;
using Osms.Ledger.Import;

namespace Osms.Ledger.Api.Endpoints;

/// <summary><c>POST /v1/commands</c>: record one fact.</summary>
internal static class CommandEndpoint
{
    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/commands", RecordAsync).Described(CommandContract.Record);

    private static async Task<IResult> RecordAsync(HttpContext http, ILedgerCalls calls, Admission admission)
    {
        using var body = await RequestBody.ReadJsonAsync(http, admission);
        return body.Problem ?? CommandReader.Read(body.Json.Span) switch
        {
            ReadResult.Read read => Answers.Of(await calls.CallAsync(
                new RecordFact(read.Command, RequestOrigin.Of(http)), http.RequestAborted)),
            ReadResult.Unreadable unreadable => Problem.UnreadableBody(unreadable.Problems),
            var other => throw new InvalidOperationException($"A command was read as {other.GetType().Name}."),
        };
    }
}
