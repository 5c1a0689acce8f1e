using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace Osms.Ledger.Api.Http;

/// <summary>Files and long batches may be large and arrive as slowly as they do, but not stand still.</summary>
internal static class BodyLimits
{
    internal static void Lift(HttpContext http)
    {
        var options = http.RequestServices.GetRequiredService<LedgerOptions>();
        var longestSilence = options.IdleTimeout;
        http.Features.Get<IHttpRequestTimeoutFeature>()?.DisableTimeout();
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            // The server would count the marks between chunks as well; it only refuses what says its length.
            size.MaxRequestBodySize =
                http.Request.ContentLength > options.MaxUploadBytes ? options.MaxUploadBytes : null;
        }

        if (http.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } slowIn)
        {
            slowIn.MinDataRate = null;
        }

        if (http.Features.Get<IHttpMinResponseDataRateFeature>() is { } slowOut)
        {
            slowOut.MinDataRate = null;
        }

        http.Request.Body = new PatientBody(http.Request.Body, longestSilence, options.MaxUploadBytes);
    }
}
