using Osms.Ledger.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Synthetic;

/// <summary>How somebody comes to be insured, or does not.</summary>
internal enum Livelihood
{
    Outside,
    Category,
    Employee,
    Entrepreneur,
    SelfPayer,
    YearAhead,
    Contract,
    SinglePayment,
    Platform,
}

/// <summary>What somebody does; of a category its code.</summary>
internal readonly record struct Occupation(Livelihood Livelihood, string? Category = null)
{
    internal static readonly Occupation Outside = new(Livelihood.Outside);
    internal static readonly Occupation Child = new(Livelihood.Category, "child");
    internal static readonly Occupation Pensioner = new(Livelihood.Category, "pensioner-or-veteran");

    internal static readonly Occupation KandasNotWorking = new(Livelihood.Category, "kandas-not-working");

    internal const string Disabled = "disabled";
}

/// <summary>Draws occupations by age and sex.</summary>
internal sealed class Occupations
{
    private readonly (PopulationFile.OccupationShare Share, Occupation Occupation)[] _shares;

    internal Occupations(RuleBook rules, PopulationFile figures) => _shares =
    [
        .. figures.Occupations.PerThousand.Select(share => (share, rules.CategoryByCode.ContainsKey(share.Code)
            ? new Occupation(Livelihood.Category, share.Code)
            : new Occupation(Code<Livelihood>.Parse(share.Code)))),
    ];

    internal Occupation Draw(ref Dice dice, bool woman, int age)
    {
        var point = dice.Below(1_000);
        foreach (var (share, occupation) in _shares)
        {
            if (!share.Fits(woman, age))
            {
                continue;
            }

            point -= share.Share;
            if (point < 0)
            {
                return occupation;
            }
        }

        return Occupation.Outside;
    }
}
