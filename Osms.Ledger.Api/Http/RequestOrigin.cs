using System.Diagnostics;
using Osms.Ledger.Store;

namespace Osms.Ledger.Api.Http;

/// <summary>Who sends a request and what it belongs to, as claimed: there is no sign-in yet.</summary>
internal static class RequestOrigin
{
    internal const string ActorHeader = "Osms-Actor";
    private const string CorrelationHeader = "X-Correlation-Id";
    private const int MaxLength = 200;

    internal static EventOrigin Of(HttpContext http) =>
        new(Header(http, ActorHeader), Header(http, CorrelationHeader) ?? Activity.Current?.TraceId.ToHexString());

    // Longer than anybody's name: cut rather than refused, as it decides nothing.
    private static string? Header(HttpContext http, string name)
    {
        var value = http.Request.Headers[name].ToString();
        return value.Length == 0 ? null : value[..Math.Min(value.Length, MaxLength)];
    }
}
