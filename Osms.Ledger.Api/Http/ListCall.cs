using Osms.Ledger.Handlers;
using Osms.Ledger.Queries;
using Osms.Ledger.Values;

namespace Osms.Ledger.Api.Http;

/// <summary>A call for a list: a page of it as JSON, or all of it as NDJSON or CSV.</summary>
/// <param name="Fields">Of the question, besides those of every list.</param>
/// <param name="Read">The question; as text it is the same for the same list only.</param>
/// <param name="Form">How it is written.</param>
internal sealed record ListCall<TAsked, TRow>(
    string[] Fields, Func<BodyFields, TAsked> Read, Func<TAsked, ListForm<TRow>> Form)
    where TAsked : class
{
    private const string Cursor = "cursor";
    private const string Limit = "limit";

    /// <summary>The field that says as known when.</summary>
    internal string KnownAt { get; init; } = "knownAt";

    internal RouteHandlerBuilder Map(IEndpointRouteBuilder routes, string path)
    {
        var admission = routes.ServiceProvider.GetRequiredService<Admission>();
        var calls = routes.ServiceProvider.GetRequiredService<ILedgerCalls>();
        return routes.MapPost(path, (Delegate)((HttpContext http) => AnswerAsync(http, calls, admission)));
    }

    private async Task<IResult> AnswerAsync(HttpContext http, ILedgerCalls calls, Admission admission)
    {
        var given = new QueryValues(http.Request);
        var format = Accepts.Format(http.Request, given);
        if (given.Errors.Count > 0)
        {
            return Problem.UnreadableBody(given.Errors);
        }

        using var body = await RequestBody.ReadQuestionAsync(http, admission, asLines: format != "json", "format");
        if (body.Problem is { } problem)
        {
            return problem;
        }

        using var fields = BodyFields.Read(body.Json, [.. Fields, KnownAt, Cursor, Limit]);
        var asked = Read(fields);
        var part = PartOf(asked, fields);
        if (fields.Problem is { } wrong)
        {
            return wrong;
        }

        part = format == "json" ? part : part with { Limit = ListForm.RowsAtOnce };
        var form = Form(asked);
        var answered = await calls.CallAsync(
            new ListedPart<TAsked, TRow>(asked, part), http.RequestAborted);

        // A page that is begun after its time would be broken off as if it were whole.
        http.RequestAborted.ThrowIfCancellationRequested();
        return Answers.Of(
            answered,
            page => format == "json"
                ? Results.Json(form.Page(page, CursorOf(page, asked)), LedgerJson.Options)
                : new Lines(calls, asked, part, page, form, AsCsv: format == "csv"));
    }

    private ListPart PartOf(TAsked asked, BodyFields fields)
    {
        var knownAt = fields.KnownAt(KnownAt) ?? AsOf.Now.Instance;
        var limit = (int)(fields.Number(Limit, 1, ListForm.RowsAtOnce) ?? ListForm.RowsByDefault);
        if (fields.Text(Cursor) is not { } text)
        {
            return new ListPart(knownAt, ListPlace.Beginning, limit);
        }

        if (!ListCursor.TryRead(text, asked, out var cursor))
        {
            fields.Wrong(Cursor, "The cursor of a page before, with the same question.");
        }

        return new ListPart(new AsOf.Position(cursor.Position), cursor.After, limit);
    }

    private static string? CursorOf(ListPage<TRow> page, TAsked asked) =>
        page.Next is { } next ? new ListCursor(page.Position, next).ToText(asked) : null;

    private sealed record Lines(
        ILedgerCalls Calls, TAsked Asked, ListPart Part, ListPage<TRow> First, ListForm<TRow> Form, bool AsCsv)
        : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            var cancellation = httpContext.RequestAborted;
            BodyLimits.Lift(httpContext);
            httpContext.Response.ContentType = AsCsv ? Csv.MediaType : Ndjson.MediaType;

            // From here on what fails ends the connection: half a list must not look like a whole one.
            await httpContext.Response.StartAsync(cancellation);
            var silence = httpContext.RequestServices.GetRequiredService<LedgerOptions>().IdleTimeout;
            await Form.WriteAsync(
                First.WithAllFurtherAsync(
                    Part,
                    part => Calls.CallAsync(new ListedPart<TAsked, TRow>(Asked, part), cancellation),
                    cancellation),
                AsCsv,
                new PatientAnswer(httpContext.Response.BodyWriter, silence),
                cancellation);
        }
    }
}
