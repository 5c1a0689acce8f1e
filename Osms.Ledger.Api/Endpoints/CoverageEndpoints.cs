using Osms.Ledger.Api.Http;
using Osms.Ledger.Api.OpenApi;
using Osms.Ledger.Handlers;
using Osms.Ledger.Queries;
using Osms.Ledger.Texts;

namespace Osms.Ledger.Api.Endpoints;

/// <summary>
/// <c>POST /v1/coverage</c>, <c>/v1/coverage/timeline</c> and <c>/v1/history</c>: questions about one person.
/// </summary>
internal static class CoverageEndpoints
{
    private static readonly string[] CoverageFields = ["iin", "at", "knownAt", "lang", "explain"];
    private static readonly string[] OtherFields = ["iin", "knownAt"];

    internal static void Map(IEndpointRouteBuilder routes)
    {
        // Taken once: a call that asks for services has a scope made for it.
        var admission = routes.ServiceProvider.GetRequiredService<Admission>();
        var ledger = routes.ServiceProvider.GetRequiredService<InsuranceLedger>();
        var coverage = routes.ServiceProvider.GetRequiredService<CoverageQuery>();
        var timelines = routes.ServiceProvider.GetRequiredService<TimelineQuery>();
        var histories = routes.ServiceProvider.GetRequiredService<HistoryQuery>();
        Map("/v1/coverage", CoverageFields, CoverageAsync).Described(QuestionContracts.Coverage);
        Map("/v1/coverage/timeline", OtherFields, TimelineAsync).Described(QuestionContracts.Timeline);
        Map("/v1/history", OtherFields, HistoryAsync).Described(QuestionContracts.History);

        RouteHandlerBuilder Map(
            string path, string[] fields, Func<Question, CancellationToken, Task<IResult>> answer)
        {
            Delegate handler = (HttpContext http) => AskAsync(http, admission, fields, answer);
            return routes.MapPost(path, handler);
        }

        async Task<IResult> CoverageAsync(Question asked, CancellationToken cancellation) => Answers.Of(
            await AskCoverageHandler.Handle(
                new AskCoverage(asked.Iin, asked.At, asked.KnownAt, asked.Explain), coverage, ledger, cancellation),
            answer => new CoverageResult(answer, asked.KnownAt, asked.Language ?? Languages.Default));

        async Task<IResult> TimelineAsync(Question asked, CancellationToken cancellation) => Answers.Of(
            await AskTimelineHandler.Handle(new AskTimeline(asked.Iin, asked.KnownAt), timelines, cancellation),
            Bodies.Of);

        async Task<IResult> HistoryAsync(Question asked, CancellationToken cancellation) => Answers.Of(
            await AskHistoryHandler.Handle(new AskHistory(asked.Iin, asked.KnownAt), histories, cancellation),
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
