using Osms.Ledger.Api.Http;
using Osms.Ledger.Api.OpenApi;
using Osms.Ledger.Handlers;
using Osms.Ledger.Queries;
using Osms.Ledger.Store;
using Osms.Ledger.Texts;
using Osms.Ledger.Values;

namespace Osms.Ledger.Api.Endpoints;

/// <summary>
/// <c>POST /v1/coverage/batch</c>: up to 10 000 IINs as JSON, or any number of lines as NDJSON; one position for all.
/// </summary>
internal static class CoverageBatchEndpoint
{
    private const int MaxIins = 10_000;
    private const int MaxExplained = 1_000;
    private const int MaxJsonBytes = 1 << 20;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost(
            "/v1/coverage/batch",
            (HttpContext http, ILedgerCalls calls, InsuranceLedger ledger, Admission admission) =>
                Ndjson.IsTypeOf(http.Request)
                    ? LinesAsync(http, calls, ledger, admission)
                    : JsonAsync(http, calls, ledger, admission)).Described(BatchContract.Ask);

    private static async Task<IResult> JsonAsync(
        HttpContext http, ILedgerCalls calls, InsuranceLedger ledger, Admission admission)
    {
        using var body = await RequestBody.ReadJsonAsync(http, admission, MaxJsonBytes);
        if (body.Problem is { } problem)
        {
            return problem;
        }

        var (batch, errors) = BatchReader.Read(body.Json);
        if (batch is null)
        {
            return Problem.UnreadableBody(errors);
        }

        var most = batch.Explain ? MaxExplained : MaxIins;
        if (batch.Iins.Count > most)
        {
            return Problem.Of(
                StatusCodes.Status413PayloadTooLarge, "batch-too-long",
                $"A batch has at most {most} IINs; send {Ndjson.MediaType} for more.");
        }

        var questions = new List<BatchQuestion>(batch.Iins.Count);
        var at = batch.At ?? ledger.Today;
        var invalid = new List<ProblemError>();
        for (var i = 0; i < batch.Iins.Count; i++)
        {
            if (Iin.TryParse(batch.Iins[i], out var iin))
            {
                questions.Add(new BatchQuestion(iin, at));
            }
            else
            {
                invalid.Add(new ProblemError("iin-invalid", $"iins[{i}]", "This is not an IIN."));
            }
        }

        if (invalid.Count > 0)
        {
            return Problem.Of(
                StatusCodes.Status422UnprocessableEntity, "iin-invalid", "Not every number is an IIN.", invalid);
        }

        var settlement = await calls.CallAsync(new FixPosition(batch.KnownAt), http.RequestAborted);
        if (settlement is not Settlement.At { Position: var position })
        {
            return Answers.Of(settlement);
        }

        var answers = await calls.CallAsync(
            new AskCoverageOfMany(questions, position, batch.Explain), http.RequestAborted);
        var texts = LanguageTexts.Of(AskedLanguage.Of(http.Request, batch.Language));
        return Results.Json(
            new BatchBody(at, position, [.. answers.Select(a => Bodies.Of(a, batch.KnownAt, texts))]),
            LedgerJson.Options);
    }

    private static async Task<IResult> LinesAsync(
        HttpContext http, ILedgerCalls calls, InsuranceLedger ledger, Admission admission)
    {
        if (QueryFields.Unknown(http.Request, "at", "knownAt", "explain", "lang") is { } unknown)
        {
            return unknown;
        }

        BodyLimits.Lift(http);
        var errors = new List<ProblemError>();
        var at = Day(http.Request.Query["at"], errors) ?? ledger.Today;
        var knownAt = KnownAt(http.Request.Query["knownAt"], errors);
        var explainedIn = ExplainedIn(http.Request, errors);
        if (errors.Count > 0)
        {
            return Problem.UnreadableBody(errors);
        }

        var settlement = await calls.CallAsync(new FixPosition(knownAt), http.RequestAborted);
        if (settlement is not Settlement.At { Position: var position })
        {
            return Answers.Of(settlement);
        }

        await using var lines = new CoverageLines(calls, position, knownAt, explainedIn);
        await lines.ReadAsync(http.Request.BodyReader, at, http.RequestAborted);
        if (await admission.EnterLinesAsync(http) is { } busy)
        {
            return busy;
        }

        http.Response.ContentType = Ndjson.MediaType;
        var longestSilence = http.RequestServices.GetRequiredService<LedgerOptions>().IdleTimeout;
        await lines.AnswerAsync(
            new PatientAnswer(http.Response.BodyWriter, longestSilence), progress: null, http.RequestAborted);
        return Results.Empty;
    }

    private static DateOnly? Day(string? text, List<ProblemError> errors)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        if (QuestionReader.TryReadDay(text, out var day))
        {
            return day;
        }

        errors.Add(new ProblemError(Problem.Unreadable, "at", "A day is yyyy-MM-dd."));
        return null;
    }

    // Null when nothing is to be explained.
    private static LanguageTexts? ExplainedIn(HttpRequest request, List<ProblemError> errors)
    {
        var (explain, lang) = ($"{request.Query["explain"]}", $"{request.Query["lang"]}");
        if (explain is not ("" or "true" or "false"))
        {
            errors.Add(new ProblemError(Problem.Unreadable, "explain", "This is true or false."));
        }

        var isNamed = Code<Language>.TryParse(lang, out var language);
        if (lang.Length > 0 && !isNamed)
        {
            errors.Add(new ProblemError(Problem.Unreadable, "lang", AskedLanguage.Expected));
        }

        return explain == "true" ? LanguageTexts.Of(AskedLanguage.Of(request, isNamed ? language : null)) : null;
    }

    private static AsOf KnownAt(string? text, List<ProblemError> errors)
    {
        if (string.IsNullOrEmpty(text))
        {
            return AsOf.Now.Instance;
        }

        if (QuestionReader.ReadKnownAt(text) is { } known)
        {
            return known;
        }

        errors.Add(new ProblemError(Problem.Unreadable, "knownAt", "A position or an instant with its zone."));
        return AsOf.Now.Instance;
    }
}
