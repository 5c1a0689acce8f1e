namespace Osms.Ledger.Api.Http;

/// <summary>What a caller wants the answer to be.</summary>
internal static class Accepts
{
    /// <summary>The media type it names first; null when it names none.</summary>
    internal static string? First(HttpRequest request) =>
        request.GetTypedHeaders().Accept is [{ MediaType: { HasValue: true } type }, ..] ? type.Value : null;

    /// <summary>
    /// <c>json</c>, <c>ndjson</c> or <c>csv</c>: what the parameter <c>format</c> says, else what it names first, else
    /// JSON.
    /// </summary>
    internal static string Format(HttpRequest request, QueryValues given) =>
        given.OneOf("format", "json", "ndjson", "csv") ?? First(request) switch
        {
            Ndjson.MediaType => "ndjson",
            Csv.MediaType => "csv",
            _ => "json",
        };
}
