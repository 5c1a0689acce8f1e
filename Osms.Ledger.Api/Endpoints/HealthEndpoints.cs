using Osms.Ledger.Api.Http;
using Osms.Ledger.Api.OpenApi;
using Osms.Ledger.Queries;

namespace Osms.Ledger.Api.Endpoints;

/// <summary>
/// <c>/health/live</c>: the process answers. <c>/health/ready</c>: the database does too, and how it stands; when it
/// does not, the answer is the 503 of every other call. A service that was told to stop is not ready either.
/// </summary>
internal static class HealthEndpoints
{
    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => Results.Json(new LiveBody("live"), LedgerJson.Options))
            .Described(HealthContracts.Live);
        routes.MapGet("/health/ready", ReadyAsync).Described(HealthContracts.Ready);
    }

    private static async Task<IResult> ReadyAsync(
        ReadinessQuery query, Draining draining, CancellationToken cancellation)
    {
        if (draining.HasBegun)
        {
            return Problem.Later(
                StatusCodes.Status503ServiceUnavailable, "stopping", "This service was told to stop.", 5);
        }

        var found = await query.AskAsync(cancellation);
        return Results.Json(
            new ReadyBody(
                "ready", found.Rules, found.ReadModelIsCurrent ? "current" : "rebuilding", found.Position, found.Lag),
            LedgerJson.Options);
    }
}
