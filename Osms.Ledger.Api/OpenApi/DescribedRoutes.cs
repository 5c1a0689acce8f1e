namespace Osms.Ledger.Api.OpenApi;

/// <summary>Puts a contract on a route.</summary>
internal static class DescribedRoutes
{
    internal const string ProblemType = "application/problem+json";

    internal static RouteHandlerBuilder Described(this RouteHandlerBuilder route, CallContract contract)
    {
        route.WithName(contract.Id)
            .WithTags(contract.Tag)
            .WithSummary(contract.Summary)
            .WithDescription(contract.Description)
            .WithMetadata(contract);
        foreach (var answer in contract.Answers.Where(answer => answer.Body is not null))
        {
            route.Produces(answer.Status, answer.Body, answer.MediaType);
        }

        foreach (var status in contract.Problems.Select(code => KnownProblem.All[code].Status).Distinct())
        {
            route.Produces<ProblemBody>(status, ProblemType);
        }

        return route;
    }
}
