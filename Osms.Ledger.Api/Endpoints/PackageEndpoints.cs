using Osms.Ledger.Api.Http;
using Osms.Ledger.Api.OpenApi;
using Osms.Ledger.Handlers;
using Osms.Ledger.Texts;
using Osms.Ledger.Values;

namespace Osms.Ledger.Api.Endpoints;

/// <summary>
/// <c>GET /v1/packages?lang=</c>: what the guaranteed volume and insurance give; <c>POST /v1/entitlement</c>: whether a
/// person is given it.
/// </summary>
internal static class PackageEndpoints
{
    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/packages", ListAsync).Described(PackageContracts.Packages);
        routes.MapPost("/v1/entitlement", AskAsync).Described(PackageContracts.Entitlement);
    }

    private static async Task<IResult> ListAsync(HttpContext http, ILedgerCalls calls)
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
                    (await calls.CallAsync(new AskPackages(), http.RequestAborted)).Book,
                    AskedLanguage.Of(http.Request, language)),
                LedgerJson.Options);
    }

    private static async Task<IResult> AskAsync(
        HttpContext http, ILedgerCalls calls, Admission admission)
    {
        using var body = await RequestBody.ReadJsonAsync(http, admission);
        if (body.Problem is { } problem)
        {
            return problem;
        }

        using var fields = BodyFields.Read(
            body.Json, "iin", "service", "at", "knownAt", "emergency", "dangerousDisease", "lang");
        var question = new AskEntitlement(
            fields.Needed("iin", "An IIN is needed: a string of 12 digits."),
            fields.Needed("service", "A text: the code of care, from GET /v1/packages."),
            fields.Day("at"), fields.KnownAt("knownAt") ?? AsOf.Now.Instance, fields.Flag("emergency"),
            fields.Flag("dangerousDisease"));
        var language = AskedLanguage.Of(http.Request, fields.CodeOrNull<Language>("lang"));
        return fields.Problem ?? Answers.Of(
            await calls.CallAsync(question, http.RequestAborted),
            answer => (object)PackagesShown.ToBody(answer, language));
    }
}
