namespace Osms.Ledger.Api.Http;

/// <summary>Whether the service was told to stop: it still serves, but callers should go elsewhere.</summary>
internal sealed class Draining
{
    private volatile bool _hasBegun;

    internal bool HasBegun => _hasBegun;

    internal void Begin() => _hasBegun = true;

    /// <summary>
    /// Ends each connection with its answer, so that no caller sends another request on one that is about to close.
    /// </summary>
    internal Task CloseConnectionAsync(HttpContext http, RequestDelegate next)
    {
        if (HasBegun && HttpProtocol.IsHttp11(http.Request.Protocol))
        {
            http.Response.Headers.Connection = "close";
        }

        return next(http);
    }
}
