using Osms.Ledger.Api.Http;
using Osms.Ledger.Api.OpenApi;
using Osms.Ledger.Handlers;
using Osms.Ledger.Values;

namespace Osms.Ledger.Api.Endpoints;

/// <summary><c>POST /v1/coverage/changes</c>: which days flipped between two positions.</summary>
internal static class ChangesEndpoint
{
    private static readonly string[] Names = ["iin", "fromPosition", "toPosition"];

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/coverage/changes", AskAsync).Described(ChangesContract.Ask);

    private static async Task<IResult> AskAsync(HttpContext http, ILedgerCalls calls, Admission admission)
    {
        using var body = await RequestBody.ReadJsonAsync(http, admission);
        if (body.Problem is { } problem)
        {
            return problem;
        }

        using var fields = BodyFields.Read(body.Json, Names);
        var iin = fields.Text("iin") ?? fields.Wrong("iin", "An IIN is needed: a string of 12 digits.");
        var (from, to) = (fields.Position("fromPosition"), fields.Position("toPosition"));
        if (from is null)
        {
            fields.Wrong("fromPosition", "A position is needed; 0 is before everything.");
        }
        else if (to < from)
        {
            fields.Wrong("toPosition", "Not before fromPosition.");
        }

        return fields.Problem ?? Answers.Of(
            await calls.CallAsync(
                new AskChanges(iin!, from!.Value, to is { } end ? new AsOf.Position(end) : AsOf.Now.Instance),
                http.RequestAborted),
            Bodies.Of);
    }
}
