using System.Diagnostics;
using Microsoft.AspNetCore.Diagnostics;

namespace Osms.Ledger.Api.Http;

/// <summary>
/// One line of the log a call, when <see cref="LedgerOptions.LogRequests"/> asks for it: the route as it is declared,
/// never the path, the query or a body.
/// </summary>
internal sealed partial class RequestLog(RequestDelegate next, ILogger<RequestLog> log)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            await next(context);
        }
        finally
        {
            var milliseconds = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            var code = context.RequestAborted.IsCancellationRequested
                ? "aborted"
                : Problem.CodeAnswered(context);
            var route = RouteOf(context);
            Answered(context.Request.Method, route, context.Response.StatusCode, (long)milliseconds, code);
        }
    }

    // A failure takes the endpoint away and keeps it aside.
    private static string RouteOf(HttpContext context) =>
        (context.GetEndpoint() ?? context.Features.Get<IExceptionHandlerFeature>()?.Endpoint) is RouteEndpoint route
            ? route.RoutePattern.RawText ?? "none"
            : "none";

    [LoggerMessage(
        Level = LogLevel.Information, Message = "{Method} {Route} {Status} in {Milliseconds} ms, {Code}")]
    private partial void Answered(string method, string route, int status, long milliseconds, string? code);
}
