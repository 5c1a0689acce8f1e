using Microsoft.OpenApi;

namespace Osms.Ledger.Api.OpenApi;

/// <summary><c>/openapi/v1.json</c>: what can be asked of the service, made of the contracts on its routes.</summary>
internal static class LedgerDocument
{
    private const string Conventions = """
        The ledger of Kazakhstan's compulsory social medical insurance (OSMS). Facts are only ever added; every answer
        names the position it was given at, and can be had again by asking `knownAt` that position.

        Days are `yyyy-MM-dd` and inclusive, months `yyyy-MM`, amounts in tenge with at most two decimals, instants
        RFC 3339. An IIN is only ever in a body. What is wrong comes back as a problem (RFC 9457) with a stable `code`
        and every reason in `errors`. What is answered with 409 or 503 may be sent again after `Retry-After` seconds.


        """;

    internal static void Add(IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.CreateSchemaReferenceId = AnswerSchemas.NameOf;
        options.AddSchemaTransformer(AnswerSchemas.DescribeAsync);
        options.AddOperationTransformer((operation, context, _) =>
        {
            var metadata = context.Description.ActionDescriptor.EndpointMetadata;
            if (metadata.OfType<CallContract>().FirstOrDefault() is { } contract)
            {
                DescribedCall.Complete(operation, contract);
            }

            return Task.CompletedTask;
        });
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo { Title = "Osms.Ledger", Version = "1", Description = Description };
            AnswerSchemas.DescribeReferences(document);
            return Task.CompletedTask;
        });
    });

    internal static void Map(IEndpointRouteBuilder routes) => routes.MapOpenApi("/openapi/v1.json");

    private static string Description => Conventions + string.Join('\n', KnownProblem.All.Values
        .Select(problem => $"| `{problem.Code}` | {problem.Status} | {problem.Meaning} |")
        .Prepend("|---|---|---|")
        .Prepend("| code | status | |"));
}
