namespace Osms.Ledger.Api.Http;

/// <summary>JSON, one value a line.</summary>
internal static class Ndjson
{
    internal const string MediaType = "application/x-ndjson";

    /// <summary>The body is said to be NDJSON; a media type is the same in capitals (RFC 9110).</summary>
    internal static bool IsTypeOf(HttpRequest request) =>
        string.Equals(request.ContentType?.Split(';')[0].Trim(), MediaType, StringComparison.OrdinalIgnoreCase);
}
