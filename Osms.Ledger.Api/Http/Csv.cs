namespace Osms.Ledger.Api.Http;

/// <summary>Rows of fields with commas between them, under a header (RFC 4180).</summary>
internal static class Csv
{
    internal const string MediaType = "text/csv";

    /// <summary>A text that may hold anything, as a field.</summary>
    internal static string Field(string text) => text.AsSpan().IndexOfAny(",\"\n\r") >= 0
        ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
        : text;
}
