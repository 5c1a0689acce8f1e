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

    // Longer than anybody's name: cut rather than refused, as it decides nothing. Half of a surrogate pair could not be
    // stored.
    private static string? Header(HttpContext http, string name)
    {
        var value = http.Request.Headers[name].ToString();
        var length = Math.Min(value.Length, MaxLength);
        length -= length > 0 && char.IsHighSurrogate(value[length - 1]) ? 1 : 0;
        return length == 0 ? null : value[..length];
    }
}
