using Osms.Ledger.Insured;
using Osms.Ledger.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Coverage;

/// <summary>Whether somebody is in the country on a day, and how they reside there.</summary>
/// <param name="HasDeparted">Dead, or emigrated and not yet returned.</param>
/// <param name="IsBorn">Also when the IIN does not tell.</param>
/// <param name="Residence">
/// Null before the first record of those who have any; who has none is a citizen, or by the IIN a foreigner who stays
/// temporarily.
/// </param>
public readonly record struct Presence(bool HasDeparted, bool IsBorn, Residence? Residence)
{
    /// <param name="iin">Who.</param>
    /// <param name="state">The facts up to a position.</param>
    /// <param name="rules">The law.</param>
    /// <param name="day">The day asked about.</param>
    public static Presence On(Iin iin, InsuredState state, RuleBook rules, DateOnly day)
    {
        var register = new Register(iin, state, rules);
        return new(register.DepartureOn(day) is not null, !(day < iin.BirthDate), register.ResidesAs(day));
    }
}
