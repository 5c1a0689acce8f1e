using Osms.Ledger.Values;

namespace Osms.Ledger.Queries;

/// <summary>People who have something in common; one of the two numbers may be 0, never both.</summary>
/// <param name="Value">What: a code.</param>
/// <param name="Insured">On the day.</param>
/// <param name="NotInsured">Likewise.</param>
public sealed record StatisticsLine(string Value, long Insured, long NotInsured);

/// <summary>Participants whom nothing insures, and who have a welfare level in common.</summary>
/// <param name="Value">The level, or <c>none</c>.</param>
/// <param name="People">Never 0.</param>
public sealed record UninsuredLine(string Value, long People);

/// <summary>
/// Who is insured on a day, in numbers. The lines of each list add up to all people, but those of
/// <paramref name="NotInsuredByWelfareLevel"/>.
/// </summary>
/// <param name="On">The day.</param>
/// <param name="Position">Every event at or below it was used, and no other.</param>
/// <param name="Rules">Digest of the rule data.</param>
/// <param name="People">Everybody of whom something is recorded.</param>
/// <param name="Participants">Who takes part on the day: alive, in the country, and of a residence that does.</param>
/// <param name="Insured">All of them are participants.</param>
/// <param name="StatePays">Insured by a category for which a budget pays.</param>
/// <param name="ByBasis">The first basis, or the reason against.</param>
/// <param name="ByPayer">Of the first basis; <c>none</c> where nobody pays.</param>
/// <param name="ByCategory">Of the first basis; <c>none</c> where it is no category.</param>
/// <param name="ByRegion">
/// Of everybody, insured or not; <c>unknown</c> where none is recorded, and of all before 2020.
/// </param>
/// <param name="ByAgeBand">See <see cref="Coverage.AgeBands"/>.</param>
/// <param name="NotInsuredByWelfareLevel">
/// Of the participants who are not insured, by the level in force on the day; null when nobody asked.
/// </param>
public sealed record StatisticsAnswer(
    DateOnly On, LedgerPosition Position, string Rules, long People, long Participants, long Insured, long StatePays,
    IReadOnlyList<StatisticsLine> ByBasis, IReadOnlyList<StatisticsLine> ByPayer,
    IReadOnlyList<StatisticsLine> ByCategory, IReadOnlyList<StatisticsLine> ByRegion,
    IReadOnlyList<StatisticsLine> ByAgeBand, IReadOnlyList<UninsuredLine>? NotInsuredByWelfareLevel)
{
    public long NotInsured => People - Insured;

    /// <summary>Of the participants; null when there are none.</summary>
    public decimal? InsuredPercent => Percent(Insured);

    /// <summary>Likewise.</summary>
    public decimal? StatePaysPercent => Percent(StatePays);

    private decimal? Percent(long people) =>
        Participants == 0 ? null : decimal.Round(100m * people / Participants, 1);
}
