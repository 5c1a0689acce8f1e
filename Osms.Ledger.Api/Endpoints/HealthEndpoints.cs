using Npgsql;
using Osms.Ledger.Api.Http;
using Osms.Ledger.Projections;
using Osms.Ledger.Regulation;
using Osms.Ledger.Store;

namespace Osms.Ledger.Api.Endpoints;

/// <summary><c>/health/live</c>: the process answers. <c>/health/ready</c>: the database does too, and how it stands.</summary>
internal static class HealthEndpoints
{
    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => Results.Json(new { status = "live" }));
        routes.MapGet("/health/ready", ReadyAsync);
    }

    private static async Task<IResult> ReadyAsync(
        HighWater highWater, ReadModel readModel, RuleBook rules, CancellationToken cancellation)
    {
        try
        {
            var (settled, handedOut) = await highWater.LookAsync(cancellation);
            return Results.Json(new
            {
                status = "ready",
                rules = rules.Digest,
                readModel = readModel.IsCurrent ? "current" : "rebuilding",
                position = settled.Value,
                lag = handedOut.Value - settled.Value,
            });
        }
        catch (NpgsqlException e) when (e.IsUnavailable())
        {
            return Problem.Later(
                StatusCodes.Status503ServiceUnavailable, "database-unavailable", "The database cannot be reached.", 5);
        }
    }
}
