using Osms.Ledger.Insured;
using Osms.Ledger.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Coverage;

/// <summary>An explained answer: what holds, every rule that was tried, the known mistakes, the ways back.</summary>
public sealed record Explained(
    CoverageDay Day, IReadOnlyList<Reason> Why, IReadOnlyList<Hint> Hints, IReadOnlyList<WayBack> WaysBack);

/// <summary>
/// Why an answer is what it is: every rule that was tried, in the order in which they are tried, each with whether it
/// holds and what it rests on. Reads the facts by the definitions; tests hold it to the one-pass determination.
/// </summary>
public static class Explanation
{
    /// <param name="iin">Whose answer.</param>
    /// <param name="state">The facts up to the answer's position.</param>
    /// <param name="rules">The law.</param>
    /// <param name="day">The day asked about.</param>
    public static IReadOnlyList<Reason> Of(Iin iin, InsuredState state, RuleBook rules, DateOnly day) =>
        Of(new PersonSeen(iin, state, rules, day));

    /// <summary>The same with the answer itself, the known mistakes and the ways back.</summary>
    /// <param name="iin">Whose answer.</param>
    /// <param name="events">Theirs, in order, up to the answer's position.</param>
    /// <param name="state">Their fold.</param>
    /// <param name="rules">The law.</param>
    /// <param name="day">The day asked about.</param>
    public static Explained InFull(
        Iin iin, IReadOnlyList<InsuredEvent> events, InsuredState state, RuleBook rules, DateOnly day)
    {
        var person = new PersonSeen(iin, state, rules, day);
        var why = Of(person);
        return new Explained(
            person.Determined().Around(day), why, Coverage.Hints.Of(person, events, why),
            WaysBack.Of(person, why));
    }

    private static List<Reason> Of(PersonSeen person)
    {
        var why = new List<Reason>();
        Func<PersonSeen, Reason>[] against =
            [RefusalReasons.NotInForce, RefusalReasons.Departed, RefusalReasons.NotAParticipant];
        foreach (var refusal in against)
        {
            why.Add(refusal(person));
            if (why[^1].Holds)
            {
                // Whoever is refused is asked nothing more.
                return why;
            }
        }

        why.AddRange(Enum.GetValues<Basis>().Where(person.Era.Knows).Select(basis => basis switch
        {
            Basis.Transition => BasisReasons.Transition(person),
            Basis.Category => BasisReasons.Category(person),
            Basis.Welfare => BasisReasons.Welfare(person),
            Basis.Contributions => ContributionReason.Of(person),
            _ => PrepaidYearReason.Of(person),
        }));
        return why;
    }
}
