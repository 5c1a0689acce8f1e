using System.Text.Json;
using System.Text.Json.Serialization;

namespace Osms.Ledger.Regulation;

/// <summary>parameters.json as it is written; unknown fields are refused: a misspelt one cannot be lost.</summary>
internal sealed record RuleFile(
    string About,
    Dictionary<string, RuleFile.Figure[]> Figures,
    Dictionary<string, RuleFile.Figure[]> LocalBaseAverageWage,
    RuleFile.Version[] Regulations,
    RuleFile.Kind[] PaymentKinds,
    RuleFile.CategoryEntry[] Categories,
    RuleFile.RegionNames Regions,
    RuleFile.PopulationByRegion Population,
    RuleFile.Purposes PaymentPurposes)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        AllowDuplicateProperties = false,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) },
    };

    private static readonly string[] MayBeNull = ["cite", "trust", "through", "firstPeriod", "lastPeriod"];

    /// <exception cref="RuleDataException">The text is not a rule file.</exception>
    internal static RuleFile Read(byte[] utf8)
    {
        try
        {
            using var data = JsonDocument.Parse(utf8);
            HasNoNull(data.RootElement, "$");
            return JsonSerializer.Deserialize<RuleFile>(utf8, Options)
                ?? throw new RuleDataException("The rule data is empty.");
        }
        catch (JsonException e)
        {
            throw new RuleDataException($"The rule data cannot be read at {e.Path}: {e.Message}");
        }
    }

    // The serializer takes null for what lies in a list.
    private static void HasNoNull(JsonElement element, string path)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Null:
                throw new RuleDataException($"The rule data cannot be read at {path}: nothing stands there.");
            case JsonValueKind.Array:
                foreach (var (index, item) in element.EnumerateArray().Index())
                {
                    HasNoNull(item, $"{path}[{index}]");
                }

                break;
            case JsonValueKind.Object:
                foreach (var field in element.EnumerateObject().Where(field => !MayBeNull.Contains(field.Name)))
                {
                    HasNoNull(field.Value, $"{path}.{field.Name}");
                }

                break;
        }
    }

    // Citation and trust mark may be absent here, so that the complaint about it can name the figure.

    /// <summary>A figure's value is a number, or for a category the payer's code.</summary>
    internal sealed record Figure(
        DateOnly From, JsonElement Value, string? Cite = null, string? Trust = null, DateOnly? Through = null);

    internal sealed record Version(
        string Version_, DateOnly From, Basis[] Bases, string Title, string? Cite = null, string? Trust = null)
    {
        [JsonPropertyName("version")]
        public string Version_ { get; init; } = Version_;
    }

    internal sealed record Kind(
        string Code, string? Cite = null, string? Trust = null, string? FirstPeriod = null, string? LastPeriod = null);

    internal sealed record CategoryEntry(string Code, Figure[] Payer);

    internal sealed record RegionNames(Dictionary<string, string> Names, string? Cite = null, string? Trust = null);

    internal sealed record PopulationByRegion(
        Dictionary<string, int> Persons, string? Cite = null, string? Trust = null);

    internal sealed record Purposes(Dictionary<string, string> Codes, string? Cite = null, string? Trust = null);
}
