using System.Globalization;
using Osms.Ledger.Regulation;

namespace Osms.Ledger.Reconciliation;

/// <summary>
/// A payer as the number that figures are kept by: bits 0–2 payer, 3–8 category (its order in the rule data plus one),
/// 9–15 region. Only meaningful with the rule data it was made with.
/// </summary>
public static class PayerCode
{
    /// <summary>Nothing is recorded of the person yet: no payer at all.</summary>
    public const int NotKnown = -1;

    /// <summary>Nobody pays.</summary>
    public const int None = (int)Payer.None;

    /// <summary>The contributors.</summary>
    public const int Contributors = (int)Payer.Contributors;

    private const int PayerMask = 7;
    private const int CategoryAt = 3;
    private const int CategoryMask = 0x3F;
    private const int RegionAt = 9;
    private const int RegionMask = 0x7F;

    public static int Pack(Payer payer, Category? category, string? region) =>
        (int)payer | (category is null ? 0 : category.Order + 1) << CategoryAt | NumberOf(region) << RegionAt;

    /// <summary>The payer without the day that made it liable.</summary>
    public static MonthPayer Unpack(int code, RuleBook rules)
    {
        var category = (code >> CategoryAt) & CategoryMask;
        return new MonthPayer(
            PayerOf(code),
            category == 0 ? null : rules.Categories[category - 1].Code,
            RegionOf((code >> RegionAt) & RegionMask));
    }

    public static Payer PayerOf(int code) => (Payer)(code & PayerMask);

    /// <summary>The number of a payer; null when its category is none of the law's.</summary>
    public static int? Of(MonthPayer payer, RuleBook rules) =>
        payer.Category is null ? Pack(payer.Payer, null, payer.Region)
        : rules.CategoryByCode.TryGetValue(payer.Category, out var category)
            ? Pack(payer.Payer, category, payer.Region)
            : null;

    private static int NumberOf(string? region) => region switch
    {
        null => 0,
        MonthPayer.UnknownRegion => RegionMask,
        _ => int.Parse(region, NumberStyles.None, CultureInfo.InvariantCulture),
    };

    private static string? RegionOf(int number) => number switch
    {
        0 => null,
        RegionMask => MonthPayer.UnknownRegion,
        _ => number.ToString("D2", CultureInfo.InvariantCulture),
    };
}
