using Osms.Ledger.Insured;
using Osms.Ledger.Regulation;
using Osms.Ledger.Texts;
using Osms.Ledger.Values;

namespace Osms.Ledger.Coverage;

/// <summary>The bases that rest on the register alone: the transition, a category, welfare and care.</summary>
internal static class BasisReasons
{
    internal static Reason Transition(PersonSeen person)
    {
        var regulation = person.Rules.RegulationOn(person.Day)!;
        var until = person.Rules.Regulations.First(r => r.From > regulation.From).From;
        return person.Reason(
            Basis.Transition, true, WhyTexts.Transition(regulation.From, until.AddDays(-1))) with
        {
            Cite = regulation.Cite,
            Trust = regulation.Trust,
        };
    }

    internal static Reason Category(PersonSeen person)
    {
        if (person.Register.CategoryOn(person.Day) is { Grant: { } grant, Category: { } category })
        {
            var span = person.State.EffectiveSpan(grant);
            var payer = category.Payer.On(person.Day);
            return person.Reason(
                Basis.Category, true,
                WhyTexts.InCategory(category.Code, payer.Value, span.From, span.Through)) with
            {
                Facts = BehindGrant(person.State, grant),
                Parameters =
                [
                    new ParameterUsed(
                        $"categories.{category.Code}", Code<Payer>.Of(payer.Value), payer.From, payer.Cite,
                        payer.Trust),
                ],
                Cite = payer.Cite,
                Trust = payer.Trust,
            };
        }

        GrantFact? over = null;
        foreach (var one in person.State.Grants)
        {
            var span = person.State.EffectiveSpan(one);
            if (span.From <= person.Day && (over is null || span.Until > person.State.EffectiveSpan(over.Value).Until))
            {
                over = one;
            }
        }

        return over is { } last && person.State.EffectiveSpan(last).Through is { } through
            ? person.Reason(Basis.Category, false, WhyTexts.CategoryOver(last.Category, through)) with
            {
                Facts = BehindGrant(person.State, last),
            }
            : person.Reason(Basis.Category, false, WhyTexts.NoCategory());
    }

    internal static Reason Welfare(PersonSeen person)
    {
        var regulation = person.Rules.RegulationOn(person.Day)!;
        var (holds, text, facts) = Welfare(person.Register, person.Day, person.State);
        return person.Reason(Basis.Welfare, holds, text) with
        {
            Facts = facts,
            Cite = regulation.Cite,
            Trust = regulation.Trust,
        };
    }

    private static (bool Holds, Sentence Text, IReadOnlyList<int> Facts) Welfare(
        Register register, DateOnly day, InsuredState state)
    {
        var level = new SinceList<WelfareLevel>(state.WelfareLevels).On(day);
        if (level is not { Value: >= WelfareLevel.D and var low } record)
        {
            return (false, WhyTexts.NoLowLevel(), level is { } other ? [other.Version] : []);
        }

        return register.WelfareOn(day) is { } cover
            ? (true, WhyTexts.Welfare(low, cover.Care.On), [.. cover.Levels.Append(cover.Care.Version).Order()])
            : (false, WhyTexts.NoCareSought(low, record.From), [record.Version]);
    }

    private static List<int> BehindGrant(InsuredState state, GrantFact grant) =>
        [grant.Version, .. state.Ends.Where(end => end.GrantVersion == grant.Version).Select(end => end.Version)];
}
