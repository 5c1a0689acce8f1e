using Osms.Ledger.Api.Http;
using Osms.Ledger.Api.OpenApi;
using Osms.Ledger.Handlers;
using Osms.Ledger.Queries;

namespace Osms.Ledger.Api.Endpoints;

/// <summary>
/// <c>POST /v1/coverage</c>, <c>/v1/coverage/timeline</c> and <c>/v1/history</c>: questions about one person.
/// </summary>
internal static class CoverageEndpoints
{
    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/coverage", CoverageAsync).Described(QuestionContracts.Coverage);
        routes.MapPost("/v1/coverage/timeline", TimelineAsync).Described(QuestionContracts.Timeline);
        routes.MapPost("/v1/history", HistoryAsync).Described(QuestionContracts.History);
    }

    private static Task<IResult> CoverageAsync(HttpContext http, CoverageQuery query, InsuranceLedger ledger) =>
        AskAsync(http, ["iin", "at", "knownAt", "lang", "explain"], async question => Answers.Of(
            await AskCoverageHandler.Handle(
                new AskCoverage(question.Iin, question.At, question.KnownAt, question.Explain),
                query,
                ledger,
                http.RequestAborted),
            answer => Bodies.Of(answer, question.KnownAt)));

    private static Task<IResult> TimelineAsync(HttpContext http, TimelineQuery query) =>
        AskAsync(http, ["iin", "knownAt"], async question => Answers.Of(
            await AskTimelineHandler.Handle(
                new AskTimeline(question.Iin, question.KnownAt), query, http.RequestAborted),
            Bodies.Of));

    private static Task<IResult> HistoryAsync(HttpContext http, HistoryQuery query) =>
        AskAsync(http, ["iin", "knownAt"], async question => Answers.Of(
            await AskHistoryHandler.Handle(new AskHistory(question.Iin, question.KnownAt), query, http.RequestAborted),
            Bodies.Of));

    private static async Task<IResult> AskAsync(HttpContext http, string[] fields, Func<Question, Task<IResult>> answer)
    {
        var (body, problem) = await RequestBody.ReadJsonAsync(http);
        if (problem is not null)
        {
            return problem;
        }

        var (question, errors) = QuestionReader.Read(body, fields);
        return question is null ? Problem.UnreadableBody(errors) : await answer(question);
    }
}
