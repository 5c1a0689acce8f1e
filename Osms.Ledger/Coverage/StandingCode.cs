using System.Globalization;
using Osms.Ledger.Regulation;

namespace Osms.Ledger.Coverage;

/// <summary>
/// A <see cref="Standing"/> as 24 bits of a stored run: 0–4 bases, 5–7 reason, 8–10 payer, 11–16 category (its order
/// in the rule data plus one), 17–23 region. Only meaningful with the rule data it was made with.
/// </summary>
public static class StandingCode
{
    private const int ReasonAt = 5;
    private const int PayerAt = 8;
    private const int CategoryAt = 11;
    private const int RegionAt = 17;
    private const int BasesMask = 0x1F;

    private static readonly string?[] Regions =
    [
        null, .. Enumerable.Range(1, 127).Select(region => region.ToString("D2", CultureInfo.InvariantCulture)),
    ];

    public static int Pack(Standing standing, RuleBook rules)
    {
        var category = standing.Category is null ? 0 : rules.CategoryByCode[standing.Category].Order + 1;
        var region = standing.Region is null ? 0 : int.Parse(standing.Region, CultureInfo.InvariantCulture);
        return (int)standing.Bases
            | (int)standing.Reason << ReasonAt
            | (int)standing.Payer << PayerAt
            | category << CategoryAt
            | region << RegionAt;
    }

    public static Standing Unpack(int code, RuleBook rules)
    {
        var category = (code >> CategoryAt) & 0x3F;
        var region = (code >> RegionAt) & 0x7F;
        return new Standing(
            (Bases)(code & BasesMask),
            (NotInsured)((code >> ReasonAt) & 7),
            (Payer)((code >> PayerAt) & 7),
            category == 0 ? null : rules.Categories[category - 1].Code,
            Regions[region]);
    }

    /// <summary>What the whole standing would say.</summary>
    public static bool IsInsured(int code) => (code & BasesMask) != 0;
}
