using Osms.Ledger.Api.Http;
using Osms.Ledger.Api.OpenApi;
using Osms.Ledger.Handlers;
using Osms.Ledger.Values;

namespace Osms.Ledger.Api.Endpoints;

/// <summary><c>GET /v1/reconciliation/differences</c>: why a month's figures are not what they were.</summary>
internal static class DifferencesEndpoint
{
    internal const string Path = $"{ReconciliationEndpoint.Path}/differences";

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet(Path, AskAsync).Described(DifferencesContract.Ask);

    private static async Task<IResult> AskAsync(
        HttpContext http, ILedgerCalls calls, Admission admission)
    {
        if (QueryFields.Unknown(http.Request, "month", "from", "to") is { } unknown)
        {
            return unknown;
        }

        var given = new QueryValues(http.Request);
        var question = new AskDifferences(
            given.Month("month"), given.At("from"), given.At("to") ?? AsOf.Now.Instance);
        if (given.Errors.Count > 0)
        {
            return Problem.UnreadableBody(given.Errors);
        }

        if (await admission.EnterCallAsync(http) is { } busy)
        {
            return busy;
        }

        return Answers.Of(
            await calls.CallAsync(question, http.RequestAborted), DifferenceBodies.Of);
    }
}
