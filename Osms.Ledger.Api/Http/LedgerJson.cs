using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Osms.Ledger.Values;

namespace Osms.Ledger.Api.Http;

/// <summary>
/// How answers are written: camelCase, amounts as numbers of tenge, months yyyy-MM, Kazakh and Russian as such.
/// </summary>
internal static class LedgerJson
{
    internal static readonly JsonSerializerOptions Options = Configure(new(JsonSerializerDefaults.Web));

    /// <summary>The same, on several lines, for people.</summary>
    internal static readonly JsonSerializerOptions Indented = new(Options) { WriteIndented = true };

    internal static JsonSerializerOptions Configure(JsonSerializerOptions options)
    {
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.Converters.Add(new MonthConverter());
        options.Converters.Add(new TengeConverter());
        options.Converters.Add(new LedgerPositionConverter());
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false));
        return options;
    }
}
