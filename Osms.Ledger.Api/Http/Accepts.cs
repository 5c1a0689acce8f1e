namespace Osms.Ledger.Api.Http;

/// <summary>What a caller wants the answer to be.</summary>
internal static class Accepts
{
    /// <summary>The media type it names first; null when it names none.</summary>
    internal static string? First(HttpRequest request) =>
        request.GetTypedHeaders().Accept is [{ MediaType: { HasValue: true } type }, ..] ? type.Value : null;
}
