using Osms.Ledger.Api.Http;
using Osms.Ledger.Api.OpenApi;
using Osms.Ledger.Handlers;
using Osms.Ledger.Queries;
using Osms.Ledger.Texts;

namespace Osms.Ledger.Api.Endpoints;

/// <summary><c>POST /v1/coverage/what-if</c>: is somebody insured if these commands are recorded?</summary>
internal static class WhatIfEndpoint
{
    private static readonly string[] Names = ["iin", "at", "today", "commands", "explain", "lang"];

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/coverage/what-if", AskAsync).Described(WhatIfContract.Ask);

    private static async Task<IResult> AskAsync(
        HttpContext http, ILedgerCalls calls, Admission admission)
    {
        using var body = await RequestBody.ReadJsonAsync(http, admission);
        if (body.Problem is { } problem)
        {
            return problem;
        }

        using var fields = BodyFields.Read(body.Json, Names);
        var iin = fields.Needed("iin", "An IIN is needed: a string of 12 digits.");
        var explain = fields.Given("explain") is null || fields.Flag("explain");
        var language = AskedLanguage.Of(http.Request, fields.CodeOrNull<Language>("lang"));
        var asked = new WhatIfAsked(
            fields.Day("at"), fields.Day("today"), TriedCommands.Read(fields, iin), explain);
        return fields.Problem ?? Answers.Of(
            await calls.CallAsync(new AskWhatIf(iin, asked), http.RequestAborted),
            answer => Of(answer, LanguageTexts.Of(language)));
    }

    private static IResult Of(WhatIfAnswer answer, LanguageTexts texts)
    {
        var refused = WhatIfShown.RefusedOf(answer);
        return refused.Count == 0
            ? Results.Json(WhatIfShown.Of(answer, texts), LedgerJson.Options)
            : Problem.Of(
                StatusCodes.Status422UnprocessableEntity, refused[0].Code, "Not all of the commands could be recorded.",
                refused);
    }
}
