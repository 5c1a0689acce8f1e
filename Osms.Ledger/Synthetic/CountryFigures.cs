using Osms.Ledger.Coverage;
using Osms.Ledger.Insured;
using Osms.Ledger.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Synthetic;

/// <summary>
/// What came out: who is insured on the country's last day, by the ledger's own determination. Residents
/// are the participants who are alive and in the country then.
/// </summary>
public sealed class CountryFigures(RuleBook rules, DateOnly lastDay)
{
    private readonly SortedDictionary<string, int> _bases = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> _payers = new(StringComparer.Ordinal);

    /// <summary>The day asked about.</summary>
    public DateOnly Day => lastDay;

    public int People { get; private set; }

    public int Residents { get; private set; }

    public int Insured { get; private set; }

    /// <summary>Residents for whom a budget pays because of their category.</summary>
    public int StatePays { get; private set; }

    /// <summary>Residents by basis, or reason against.</summary>
    public IReadOnlyDictionary<string, int> Bases => _bases;

    /// <summary>Insured residents by payer.</summary>
    public IReadOnlyDictionary<string, int> Payers => _payers;

    public decimal InsuredPercent => Percent(Insured);

    public decimal StatePaysPercent => Percent(StatePays);

    /// <summary>Counts somebody.</summary>
    public void Add(SyntheticPerson person, InsuredState state)
    {
        People++;
        var standing = Determination.Of(person.Iin, state, rules).On(lastDay);
        if (standing.Reason is NotInsured.Departed or NotInsured.NotAParticipant)
        {
            return;
        }

        Residents++;
        Count(_bases, standing.BasisCode);
        if (standing.IsInsured)
        {
            Insured++;
            Count(_payers, Code<Payer>.Of(standing.Payer));
            StatePays += standing is { Basis: Basis.Category, Payer: Payer.Republican or Payer.Local } ? 1 : 0;
        }
    }

    private static void Count(SortedDictionary<string, int> counts, string what) =>
        counts[what] = counts.GetValueOrDefault(what) + 1;

    private decimal Percent(int people) => Residents == 0 ? 0 : decimal.Round(100m * people / Residents, 1);
}
