using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Osms.Ledger.Import;

namespace Osms.Ledger.Api.Http;

/// <summary>One of the things that are wrong with a request.</summary>
public sealed record ProblemError(string Code, string? Field, string Detail);

/// <summary>An RFC 9457 problem with a stable code; the details never hold an IIN.</summary>
internal static class Problem
{
    internal const string Unreadable = "unreadable";
    private static readonly object Answered = new();

    /// <param name="status">HTTP status.</param>
    /// <param name="code">Stable code; that of the first error.</param>
    /// <param name="title">One sentence.</param>
    /// <param name="errors">All that is wrong; null when the title says it.</param>
    internal static IResult Of(int status, string code, string title, IReadOnlyList<ProblemError>? errors = null) =>
        Results.Problem(Details(status, code, title, errors));

    internal static ProblemDetails Details(
        int status, string code, string title, IReadOnlyList<ProblemError>? errors = null)
    {
        var details = new ProblemDetails { Status = status, Title = title, Type = TypeOf(code) };
        details.Extensions["code"] = code;
        if (errors is not null)
        {
            details.Extensions["errors"] = errors;
        }

        return details;
    }

    /// <summary>Answers of the framework itself (no such route, wrong method) get a code too.</summary>
    internal static void Complete(ProblemDetailsContext context)
    {
        var details = context.ProblemDetails;
        if (!details.Extensions.TryGetValue("code", out var code))
        {
            details.Extensions["code"] = code = CodeOf(details.Status ?? StatusCodes.Status500InternalServerError);
            details.Type = TypeOf((string)code);
        }

        context.HttpContext.Items[Answered] = code;
    }

    /// <summary>The code of the problem that was answered with; null when it was none.</summary>
    internal static string? CodeAnswered(HttpContext http) =>
        http.Items.TryGetValue(Answered, out var code) ? code as string : null;

    internal static string TypeOf(string code) => $"urn:osms-ledger:problem:{code}";

    /// <summary>With the code that all errors share: a limit that was met, otherwise <c>unreadable</c>.</summary>
    internal static IResult UnreadableBody(IReadOnlyList<ProblemError> errors) => Of(
        StatusCodes.Status400BadRequest,
        errors.All(e => e.Code == errors[0].Code) ? errors[0].Code : Unreadable,
        "The request cannot be read.",
        errors);

    /// <summary>What a reader found wrong.</summary>
    internal static IResult UnreadableBody(IReadOnlyList<FieldProblem> problems) => UnreadableBody(
        [.. problems.Select(p => new ProblemError(p.Code, p.Field.Length == 0 ? null : p.Field, p.Detail))]);

    internal static IResult IinInvalid() => Of(
        StatusCodes.Status422UnprocessableEntity,
        "iin-invalid",
        "This is not an IIN.",
        [new ProblemError("iin-invalid", "iin", "12 digits with a real birth date and a right control digit.")]);

    /// <summary>A problem that may be gone when the same request is sent again.</summary>
    internal static IResult Later(int status, string code, string title, int seconds) =>
        new RetryLater(Of(status, code, title), seconds);

    /// <summary>
    /// Answers to what was not sent in time: the connection ends with it, since nobody knows what still comes.
    /// </summary>
    internal static IResult TooSlow(HttpContext http)
    {
        http.Response.Headers.Connection = "close";
        return Results.Problem(TooSlow());
    }

    internal static ProblemDetails TooSlow() => Details(
        StatusCodes.Status408RequestTimeout,
        "sent-too-slowly",
        "The request did not come in time. Nothing was done; send it again.");

    internal static IResult TimedOut() => Later(
        StatusCodes.Status503ServiceUnavailable,
        "timed-out",
        "This took too long and was given up. Send it again: what was recorded before is then a repeat.",
        1);

    private static string CodeOf(int status) => status switch
    {
        StatusCodes.Status404NotFound => "not-found",
        StatusCodes.Status405MethodNotAllowed => "method-not-allowed",
        StatusCodes.Status415UnsupportedMediaType => "unsupported-media-type",
        _ => status >= 500 ? "internal" : Unreadable,
    };

    private sealed class RetryLater(IResult problem, int seconds) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
            return problem.ExecuteAsync(httpContext);
        }
    }
}
