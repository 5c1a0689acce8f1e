using Osms.Ledger.Queries;

namespace Osms.Ledger.Api.Http;

/// <summary>A call for a list: a page of it as JSON, or all of it as NDJSON or CSV.</summary>
/// <param name="Fields">Of the question, besides those of every list.</param>
/// <param name="Read">The question; as text it is the same for the same list only.</param>
/// <param name="Ask">Answers part of the list.</param>
/// <param name="Form">How it is written.</param>
internal sealed record ListCall<TAsked, TRow>(
    string[] Fields, Func<ListFields, TAsked> Read,
    Func<TAsked, ListPart, CancellationToken, Task<Answered<ListPage<TRow>>>> Ask, Func<TAsked, ListForm<TRow>> Form)
    where TAsked : class
{
    internal async Task<IResult> AnswerAsync(HttpContext http, Admission admission)
    {
        var given = new QueryValues(http.Request);
        var format = given.OneOf("format", "json", "ndjson", "csv") ?? Accepts.First(http.Request) switch
        {
            Ndjson.MediaType => "ndjson",
            Csv.MediaType => "csv",
            _ => "json",
        };
        if (given.Errors.Count > 0)
        {
            return Problem.UnreadableBody(given.Errors);
        }

        using var body = await RequestBody.ReadQuestionAsync(http, admission, asLines: format != "json", "format");
        if (body.Problem is { } problem)
        {
            return problem;
        }

        var (asked, part, errors) = ListFields.ReadList(body.Json, Fields, Read);
        if (asked is null || part is null)
        {
            return Problem.UnreadableBody(errors);
        }

        part = format == "json" ? part : part with { Limit = ListFields.LimitAtMost };
        var form = Form(asked);
        return Answers.Of(
            await Ask(asked, part, http.RequestAborted),
            page => format == "json"
                ? Results.Json(form.Page(page, CursorOf(page, asked)), LedgerJson.Options)
                : new Lines(this, asked, page, form, AsCsv: format == "csv"));
    }

    private static string? CursorOf(ListPage<TRow> page, TAsked asked) =>
        page.Next is { } next ? new ListCursor(page.Position, next).ToText(asked) : null;

    private sealed record Lines(
        ListCall<TAsked, TRow> Call, TAsked Asked, ListPage<TRow> First, ListForm<TRow> Form, bool AsCsv) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            BodyLimits.Lift(httpContext);
            httpContext.Response.ContentType = AsCsv ? Csv.MediaType : Ndjson.MediaType;
            var silence = httpContext.RequestServices.GetRequiredService<LedgerOptions>().IdleTimeout;
            var cancellation = httpContext.RequestAborted;
            await Form.WriteAsync(
                First.WithAllFurtherAsync(
                    part => Call.Ask(Asked, part, cancellation), ListFields.LimitAtMost, cancellation),
                AsCsv,
                new PatientAnswer(httpContext.Response.BodyWriter, silence),
                cancellation);
        }
    }
}
