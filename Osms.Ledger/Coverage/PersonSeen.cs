using Osms.Ledger.Insured;
using Osms.Ledger.Regulation;
using Osms.Ledger.Texts;
using Osms.Ledger.Values;

namespace Osms.Ledger.Coverage;

/// <summary>A person as seen on the day asked about: why, hints and ways back look at the same.</summary>
internal sealed class PersonSeen
{
    internal PersonSeen(Iin iin, InsuredState state, RuleBook rules, DateOnly day)
    {
        (Iin, State, Rules, Day) = (iin, state, rules, day);
        Register = new Register(iin, state, rules);
        Months = new MonthStates(iin, state, rules, day, Register);
    }

    internal Iin Iin { get; }

    internal InsuredState State { get; }

    internal RuleBook Rules { get; }

    internal DateOnly Day { get; }

    internal Register Register { get; }

    internal MonthStates Months { get; }

    internal Month Month => Month.Of(Day);

    /// <summary>The rules of cover on the day, which is not before OSMS.</summary>
    internal Era Era => Rules.Eras.Last(era => era.From <= Day);

    /// <summary>All days.</summary>
    internal Timeline Determined() =>
        new Sweep(Iin, Register, Settlements.Of(State.Payments, Rules), Rules).Run();

    /// <summary>The days from the month asked about on, if these were the payments; the register stays.</summary>
    internal Timeline FromNowOn(IReadOnlyList<PaymentFact> payments) =>
        new Sweep(Iin, Register, Settlements.Of(payments, Rules), Rules).Run(MonthNumber.Of(Month));

    internal Reason Reason(string code, bool holds, Sentence text) =>
        new(code, holds, text, Rules.RegulationOn(Day)?.Version);

    internal Reason Reason(Basis basis, bool holds, Sentence text) => Reason(Code<Basis>.Of(basis), holds, text);
}
