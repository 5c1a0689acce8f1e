using Osms.Ledger.Api.Http;
using Osms.Ledger.Api.OpenApi;
using Osms.Ledger.Handlers;
using Osms.Ledger.Texts;

namespace Osms.Ledger.Api.Endpoints;

/// <summary><c>POST /v1/coverage</c> and <c>/v1/coverage/timeline</c>: questions about one person.</summary>
internal static class CoverageEndpoints
{
    private static readonly string[] CoverageFields = ["iin", "at", "knownAt", "lang", "explain"];
    private static readonly string[] TimelineFields = ["iin", "knownAt"];

    internal static void Map(IEndpointRouteBuilder routes)
    {
        // Taken once: a call that asks for services has a scope made for it.
        var admission = routes.ServiceProvider.GetRequiredService<Admission>();
        var calls = routes.ServiceProvider.GetRequiredService<ILedgerCalls>();
        Map("/v1/coverage", CoverageFields, CoverageAsync).Described(QuestionContracts.Coverage);
        Map("/v1/coverage/timeline", TimelineFields, TimelineAsync).Described(QuestionContracts.Timeline);

        RouteHandlerBuilder Map(
            string path, string[] fields, Func<Question, CancellationToken, Task<IResult>> answer)
        {
            Delegate handler = (HttpContext http) => AskAsync(http, admission, fields, answer);
            return routes.MapPost(path, handler);
        }

        async Task<IResult> CoverageAsync(Question asked, CancellationToken cancellation) => Answers.Of(
            await calls.CallAsync(
                new AskCoverage(asked.Iin, asked.At, asked.KnownAt, asked.Explain), cancellation),
            answer => new CoverageResult(answer, asked.KnownAt, asked.Language ?? Languages.Default));

        async Task<IResult> TimelineAsync(Question asked, CancellationToken cancellation) => Answers.Of(
            await calls.CallAsync(new AskTimeline(asked.Iin, asked.KnownAt), cancellation),
            Bodies.Of);
    }

    private static async Task<IResult> AskAsync(
        HttpContext http, Admission admission, string[] fields,
        Func<Question, CancellationToken, Task<IResult>> answer)
    {
        using var body = await RequestBody.ReadJsonAsync(http, admission);
        if (body.Problem is { } problem)
        {
            return problem;
        }

        var (question, errors) = QuestionReader.Read(body.Json, fields);
        return question is null
            ? Problem.UnreadableBody(errors)
            : await answer(
                question with { Language = AskedLanguage.Of(http.Request, question.Language) }, http.RequestAborted);
    }
}
