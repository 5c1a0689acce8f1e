using Osms.Ledger.Api.Http;

namespace Osms.Ledger.Api.Hosting;

/// <summary>How much, how long and how many at once, before any endpoint is asked.</summary>
internal static class CallLimits
{
    internal static void Configure(WebApplicationBuilder builder, LedgerOptions options)
    {
        builder.WebHost.ConfigureKestrel(server =>
        {
            // Who is a little over is told so with a problem; far beyond that the server ends it without a body.
            server.Limits.MaxRequestLineSize = 4 * RequestSize.MaxTarget;
            server.Limits.MaxRequestHeadersTotalSize = 4 * RequestSize.MaxHeaderBytes;
            server.Limits.MaxRequestHeaderCount = 4 * RequestSize.MaxHeaders;
            server.Limits.MaxConcurrentConnections = options.MaxConnections;
        });
        builder.Services.AddSingleton<Admission>();
        builder.Services.AddRequestTimeouts(timeouts => timeouts.DefaultPolicy = new()
        {
            Timeout = options.CallTimeout,
            WriteTimeoutResponse = http => RequestBody.IsStillComing(http)
                ? Problem.TooSlow(http).ExecuteAsync(http)
                : Problem.TimedOut().ExecuteAsync(http),
        });
    }

    internal static void Use(WebApplication app)
    {
        app.Use(RequestSize.CheckAsync);
        app.UseRouting();
        app.UseRequestTimeouts();
        app.Use(EndWhatIsHalfSentAsync);
    }

    // An answer that its reader did not take in time must not look like a whole one.
    private static async Task EndWhatIsHalfSentAsync(HttpContext http, RequestDelegate next)
    {
        await next(http);
        if (http.RequestAborted.IsCancellationRequested && http.Response.HasStarted)
        {
            http.Abort();
        }
    }
}
