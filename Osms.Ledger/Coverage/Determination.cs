using Osms.Ledger.Insured;
using Osms.Ledger.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Coverage;

/// <summary>
/// Who is insured when: a pure function of the facts up to a position. All days are determined in one pass; the
/// answer for a day is the run it lies in (закон 405-V, ст. 5, 26, 26-1, 28, 40).
/// </summary>
public static class Determination
{
    /// <summary>The whole timeline of a person.</summary>
    /// <param name="iin">Whose: birth and 18th birthday are read from it.</param>
    /// <param name="state">The facts up to a position.</param>
    /// <param name="rules">The law.</param>
    public static Timeline Of(Iin iin, InsuredState state, RuleBook rules) =>
        Of(iin, state, new Register(iin, state, rules), rules);

    /// <summary>The same, where the register of these facts is at hand.</summary>
    internal static Timeline Of(Iin iin, InsuredState state, Register register, RuleBook rules) =>
        new Sweep(iin, register, Settlements.Of(state.Payments, rules), rules).Run();
}
