using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace Osms.Ledger.Api.Http;

/// <summary>Files and long batches may be of any size and arrive as slowly as they do.</summary>
internal static class BodyLimits
{
    internal static void Lift(HttpContext http)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = null;
        }

        if (http.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } slowIn)
        {
            slowIn.MinDataRate = null;
        }

        if (http.Features.Get<IHttpMinResponseDataRateFeature>() is { } slowOut)
        {
            slowOut.MinDataRate = null;
        }
    }
}
