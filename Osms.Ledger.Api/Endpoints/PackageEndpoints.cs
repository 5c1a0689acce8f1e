using Osms.Ledger.Api.Http;
using Osms.Ledger.Api.OpenApi;
using Osms.Ledger.Handlers;
using Osms.Ledger.Packages;
using Osms.Ledger.Queries;
using Osms.Ledger.Texts;
using Osms.Ledger.Values;

namespace Osms.Ledger.Api.Endpoints;

/// <summary>
/// <c>GET /v1/packages?lang=</c>: what the guaranteed volume and insurance give; <c>POST /v1/entitlement</c>: whether a
/// person is given it.
/// </summary>
internal static class PackageEndpoints
{
    private static readonly string[] EntitlementFields =
        ["iin", "service", "at", "knownAt", "emergency", "dangerousDisease", "lang"];

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/packages", Ask).Described(PackageContracts.Packages);
        routes.MapPost("/v1/entitlement", AskAsync).Described(PackageContracts.Entitlement);
    }

    private static IResult Ask(HttpContext http, PackageBook packages)
    {
        if (QueryFields.Unknown(http.Request, "lang") is { } unknown)
        {
            return unknown;
        }

        var given = new QueryValues(http.Request);
        var language = given.Language("lang");
        return given.Errors.Count > 0
            ? Problem.UnreadableBody(given.Errors)
            : Results.Json(
                PackagesShown.ToBody(
                    AskPackagesHandler.Handle(new AskPackages(), packages), AskedLanguage.Of(http.Request, language)),
                LedgerJson.Options);
    }

    private static async Task<IResult> AskAsync(
        HttpContext http, EntitlementQuery query, PackageBook packages, InsuranceLedger ledger, Admission admission)
    {
        using var body = await RequestBody.ReadJsonAsync(http, admission);
        if (body.Problem is { } problem)
        {
            return problem;
        }

        var (about, errors) = QuestionReader.Read(body.Json, EntitlementFields);
        using var fields = BodyFields.Read(body.Json, EntitlementFields);
        var service = fields.Needed("service", "A text: the code of care, from GET /v1/packages.");
        var (emergency, dangerous) = (fields.Flag("emergency"), fields.Flag("dangerousDisease"));
        if (about is null)
        {
            return Problem.UnreadableBody(errors);
        }

        return fields.Problem ?? Answers.Of(
            await AskEntitlementHandler.Handle(
                new AskEntitlement(about.Iin, service, about.At, about.KnownAt, emergency, dangerous),
                query, packages, ledger, http.RequestAborted),
            answer => (object)PackagesShown.ToBody(answer, AskedLanguage.Of(http.Request, about.Language)));
    }
}
