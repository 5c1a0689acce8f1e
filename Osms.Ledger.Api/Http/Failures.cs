using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Diagnostics;
using Osms.Ledger.Api.Hosting;
using Osms.Ledger.Projections;

namespace Osms.Ledger.Api.Http;

/// <summary>What is not an answer: the database away, a body the server would not read, and bugs.</summary>
internal sealed partial class Failures(ILogger<Failures> log, IProblemDetailsService problems) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(
        HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var details = exception switch
        {
            BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } =>
                Problem.Details(StatusCodes.Status413PayloadTooLarge, "body-too-large", "The body is too large."),
            BadHttpRequestException { StatusCode: StatusCodes.Status408RequestTimeout } => Problem.TooSlow(),
            ConnectionResetException or ConnectionAbortedException => Problem.Details(
                StatusCodes.Status400BadRequest, Problem.Unreadable, "The connection was lost before the end."),
            BadHttpRequestException bad => Problem.Details(
                bad.StatusCode, Problem.Unreadable, "The request cannot be read."),
            _ when DatabaseFailure.IsFull(exception) => Problem.Details(
                StatusCodes.Status503ServiceUnavailable, "database-full",
                "The database has no room left. Send it again when there is: what was recorded before is then a "
                + "repeat."),
            SpoolException => Problem.Details(
                StatusCodes.Status503ServiceUnavailable, "spool-unavailable",
                "The service cannot keep the file; its disk may be full. Nothing of it was recorded; send it again."),
            FiguresNotReadyException => Problem.Details(
                StatusCodes.Status503ServiceUnavailable, "figures-not-ready",
                "The figures are being made again from the events; ask again."),
            _ when DatabaseFailure.IsUnavailable(exception) => Problem.Details(
                StatusCodes.Status503ServiceUnavailable, "database-unavailable",
                "The database cannot be reached. Send it again: what was recorded before is then a repeat."),
            _ when DatabaseFailure.IsConflict(exception) => Problem.Details(
                StatusCodes.Status409Conflict, "conflict",
                "Others keep writing to the same people. Send it again: what was recorded before is then a repeat."),
            _ => Problem.Details(
                StatusCodes.Status500InternalServerError, "internal", "The service made a mistake; it is in its log."),
        };
        httpContext.Response.StatusCode = details.Status!.Value;
        switch (details.Status)
        {
            case StatusCodes.Status503ServiceUnavailable:
                httpContext.Response.Headers.RetryAfter = "5";
                Unavailable(
                    exception switch
                    {
                        SpoolException => "spool",
                        FiguresNotReadyException => "figures",
                        _ => "database",
                    },
                    exception.Message);
                break;
            case StatusCodes.Status408RequestTimeout:
                httpContext.Response.Headers.Connection = "close";
                break;
            case StatusCodes.Status409Conflict:
                httpContext.Response.Headers.RetryAfter = "1";
                break;
            case StatusCodes.Status500InternalServerError:
                Mistake(exception, httpContext.Request.Path);
                break;
        }

        return await problems.TryWriteAsync(new ProblemDetailsContext
        {
            HttpContext = httpContext,
            ProblemDetails = details,
        });
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The {What} is not available: {Reason}")]
    private partial void Unavailable(string what, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "A request to {Path} failed")]
    private partial void Mistake(Exception exception, string path);
}
