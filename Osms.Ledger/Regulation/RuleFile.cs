using System.Text.Json;
using System.Text.Json.Serialization;

namespace Osms.Ledger.Regulation;

/// <summary>parameters.json as it is written; unknown fields are refused so that a misspelt one cannot be lost.</summary>
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

    /// <exception cref="RuleDataException">The text is not a rule file.</exception>
    internal static RuleFile Read(ReadOnlySpan<byte> utf8)
    {
        try
        {
            return JsonSerializer.Deserialize<RuleFile>(utf8, Options)
                ?? throw new RuleDataException("The rule data is empty.");
        }
        catch (JsonException e)
        {
            throw new RuleDataException($"The rule data cannot be read at {e.Path}: {e.Message}");
        }
    }

    /// <summary>A figure's value is a number, or for a category the payer's code.</summary>
    internal sealed record Figure(DateOnly From, JsonElement Value, string? Cite, string? Trust, DateOnly? Through = null);

    internal sealed record Version(
        string Version_, DateOnly From, Basis[] Bases, string Title, string? Cite, string? Trust)
    {
        [JsonPropertyName("version")]
        public string Version_ { get; init; } = Version_;
    }

    internal sealed record Kind(
        string Code, string? Cite, string? Trust, string? FirstPeriod = null, string? LastPeriod = null);

    internal sealed record CategoryEntry(string Code, Figure[] Payer);

    internal sealed record RegionNames(string? Cite, string? Trust, Dictionary<string, string> Names);

    internal sealed record PopulationByRegion(string? Cite, string? Trust, Dictionary<string, int> Persons);

    internal sealed record Purposes(string? Cite, string? Trust, Dictionary<string, string> Codes);
}
