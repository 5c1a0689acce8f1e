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
    /// <exception cref="RuleDataException">The text is not a rule file.</exception>
    internal static RuleFile Read(byte[] utf8) => StrictJson.Read<RuleFile>(
        utf8, "The rule data", mayBeNull: ["cite", "trust", "through", "firstPeriod", "lastPeriod"]);

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
