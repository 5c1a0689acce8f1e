using System.Text.Json;
using System.Text.Json.Serialization;

namespace Osms.Ledger.Synthetic;

/// <summary>population.json as it is written: every part says where its figures come from.</summary>
internal sealed record PopulationFile(
    string About,
    PublishedShares Published,
    PopulationFile.AgeFigures Ages,
    PopulationFile.RegionFigures Regions,
    PopulationFile.ResidenceFigures Residences,
    PopulationFile.OccupationFigures Occupations,
    PopulationFile.WelfareFigures Welfare)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
    };

    private static readonly Lazy<PopulationFile> EmbeddedFile = new(Read);

    /// <summary>The figures this program was built with.</summary>
    internal static PopulationFile Embedded => EmbeddedFile.Value;

    internal sealed record AgeFigures(string Cite, string Trust, AgeGroup[] Groups);

    internal sealed record RegionFigures(string Cite, string Trust, Dictionary<string, RegionShare> Shares);

    /// <summary>Under 18, and from 60 on.</summary>
    internal sealed record RegionShare(int ChildPercent, int OlderPercent);

    internal sealed record ResidenceFigures(string Cite, string Trust, Dictionary<string, int> PerTenThousand);

    internal sealed record OccupationFigures(string Cite, string Trust, OccupationShare[] PerThousand);

    internal sealed record OccupationShare(string Code, string Sex, int From, int Through, int Share)
    {
        internal bool Fits(bool woman, int age) =>
            age >= From && age <= Through && (Sex == "both" || (Sex == "women") == woman);
    }

    internal sealed record WelfareFigures(string Cite, string Trust, int PoorOfOutsidePercent, int SeekCarePercent);

    private static PopulationFile Read()
    {
        using var stream = typeof(PopulationFile).Assembly.GetManifestResourceStream("population.json")
            ?? throw new InvalidOperationException("The program was built without population.json.");
        return JsonSerializer.Deserialize<PopulationFile>(stream, Options)
            ?? throw new InvalidOperationException("population.json is empty.");
    }
}

/// <summary>Ages in full years, both inclusive, how many live, and of 100 000 how many die in a year.</summary>
internal sealed record AgeGroup(int From, int Through, int Men, int Women, int Deaths)
{
    internal bool IsChild => Through < 18;

    internal bool IsOlder => From >= 60;
}

/// <summary>What is published about the country as a whole, in percent of its population.</summary>
public sealed record PublishedShares(string Cite, string Trust, decimal InsuredPercent, decimal StatePaysPercent)
{
    /// <summary>The figures this program was built with.</summary>
    public static PublishedShares Embedded => PopulationFile.Embedded.Published;
}
