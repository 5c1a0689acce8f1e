using Osms.Ledger.Api.Http;
using Osms.Ledger.Api.OpenApi;
using Osms.Ledger.Handlers;
using Osms.Ledger.Texts;
using Osms.Ledger.Values;

namespace Osms.Ledger.Api.Endpoints;

/// <summary><c>POST /v1/history</c>: every event in words, and what it did to the answer for a day.</summary>
internal static class HistoryEndpoint
{
    private static readonly string[] Names = ["iin", "at", "fromPosition", "knownAt", "lang"];

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/history", AskAsync).Described(HistoryContract.Ask);

    private static async Task<IResult> AskAsync(
        HttpContext http, ILedgerCalls calls, Admission admission)
    {
        var given = new QueryValues(http.Request);
        var format = Accepts.Format(http.Request, given);
        if (given.Errors.Count > 0)
        {
            return Problem.UnreadableBody(given.Errors);
        }

        using var body = await RequestBody.ReadQuestionAsync(http, admission, asLines: false, "format");
        if (body.Problem is { } problem)
        {
            return problem;
        }

        using var fields = BodyFields.Read(body.Json, Names);
        var question = new AskHistory(
            fields.Needed("iin", "An IIN is needed: a string of 12 digits."), fields.Day("at"),
            fields.Position("fromPosition") ?? LedgerPosition.Start, fields.KnownAt("knownAt") ?? AsOf.Now.Instance);
        if (question.KnownAt is AsOf.Position { At: var position } && position < question.From)
        {
            fields.Wrong("fromPosition", "Not after knownAt.");
        }

        var texts = LanguageTexts.Of(AskedLanguage.Of(http.Request, fields.CodeOrNull<Language>("lang")));
        return fields.Problem ?? Answers.Of(
            await calls.CallAsync(question, http.RequestAborted),
            answer => Result(HistoryShown.ToBody(answer, texts), format));
    }

    private static IResult Result(HistoryBody body, string format) => format switch
    {
        "csv" => Results.Text(HistoryShown.ToCsv(body), Csv.MediaType),
        "ndjson" => Results.Text(HistoryShown.ToLines(body), Ndjson.MediaType),
        _ => Results.Json(body, LedgerJson.Options),
    };
}
