using Osms.Ledger.Queries;

namespace Osms.Ledger.Api.Endpoints;

/// <summary>
/// <c>/health/live</c>: the process answers. <c>/health/ready</c>: the database does too, and how it stands; when it
/// does not, the answer is the 503 of every other call.
/// </summary>
internal static class HealthEndpoints
{
    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => Results.Json(new { status = "live" }));
        routes.MapGet("/health/ready", ReadyAsync);
    }

    private static async Task<IResult> ReadyAsync(ReadinessQuery query, CancellationToken cancellation)
    {
        var found = await query.AskAsync(cancellation);
        return Results.Json(new
        {
            status = "ready",
            rules = found.Rules,
            readModel = found.ReadModelIsCurrent ? "current" : "rebuilding",
            position = found.Position.Value,
            lag = found.Lag,
        });
    }
}
