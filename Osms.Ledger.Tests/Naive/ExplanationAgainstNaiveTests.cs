using Osms.Ledger.Coverage;
using Osms.Ledger.Insured;
using Osms.Ledger.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Naive;

/// <summary>What is said of every rule is what the naive reading of the rules finds.</summary>
public sealed class ExplanationAgainstNaiveTests
{
    private static readonly RuleBook Rules = RuleBook.Embedded;
    private static readonly string[] Refusals = ["not-in-force", "departed", "not-a-participant"];

    [Fact]
    public void A_rule_said_to_hold_holds_and_the_others_that_were_tried_do_not()
    {
        var met = new HashSet<string>();
        foreach (var who in RandomPeople.Several(400))
        {
            Comparison.ShouldAgree(who, who.Events, events => OfHolding(who, events, met));
        }

        // A control: every rule was said to hold of somebody, and not to hold of another.
        met.Order().ShouldBe(
            Refusals.Concat(Code<Basis>.All).SelectMany(c => new[] { $"{c} False", $"{c} True" })
                .Except(["transition False"]).Order());
    }

    [Fact]
    public void The_months_looked_back_at_are_twelve_each_in_the_state_that_the_rules_give_it()
    {
        foreach (var who in RandomPeople.Several(250))
        {
            Comparison.ShouldAgree(who, who.Events, events => OfMonths(who, events));
        }
    }

    private static string? OfHolding(RandomPerson who, IReadOnlyList<InsuredEvent> events, HashSet<string> met)
    {
        var naive = new NaiveDetermination(who.Iin, events, Rules);
        var state = InsuredState.Fold(events);
        foreach (var day in Comparison.InterestingDays(who.Iin, events, who.Seed).Where((_, i) => i % 3 == 0))
        {
            var said = Explanation.Of(who.Iin, state, Rules, day);
            var expected = Expected(naive.On(day), day);
            if (!said.Select(r => (r.Code, r.Holds)).SequenceEqual(expected))
            {
                return $"On {day:yyyy-MM-dd} it is said {string.Join(", ", said.Select(r => (r.Code, r.Holds)))}"
                    + $"\n  and naively {string.Join(", ", expected)}.";
            }

            met.UnionWith(said.Select(r => $"{r.Code} {r.Holds}"));
        }

        return null;
    }

    private static List<(string Code, bool Holds)> Expected(NaiveStanding standing, DateOnly day)
    {
        var against = Array.IndexOf(Refusals, standing.Reason);
        if (against >= 0)
        {
            return [.. Refusals.Take(against + 1).Select((code, i) => (code, i == against))];
        }

        var tried = Rules.RegulationOn(day)!.Bases.Order().Select(Code<Basis>.Of);
        return
        [
            .. Refusals.Select(code => (code, false)),
            .. tried.Select(code => (code, standing.Bases.Contains(code))),
        ];
    }

    private static string? OfMonths(RandomPerson who, IReadOnlyList<InsuredEvent> events)
    {
        var naive = new NaiveDetermination(who.Iin, events, Rules);
        var state = InsuredState.Fold(events);
        foreach (var day in Comparison.InterestingDays(who.Iin, events, who.Seed).Where((_, i) => i % 7 == 0))
        {
            var why = Explanation.Of(who.Iin, state, Rules, day);
            if (why.LastOrDefault(reason => reason.Code == "contributions") is not { } said)
            {
                continue;
            }

            said.States.Select(s => s.Month).ShouldBe(said.Months);
            said.States.Count.ShouldBe(12);
            var wrong = said.States.FirstOrDefault(s => $"{s.State}" != $"{naive.StateOf(s.Month, day)}");
            if (wrong is not null)
            {
                return $"{wrong.Month} as seen on {day:yyyy-MM-dd} is said to be {wrong.State}"
                    + $"\n  and naively {naive.StateOf(wrong.Month, day)}.";
            }

            foreach (var paid in said.States.Where(s => s.State == MonthState.Paid))
            {
                var sum = paid.Deciding!;
                sum.LastPaidOn.ShouldBe(paid.SettledOn!.Value, $"Seed {who.Seed}, {day}, {paid.Month}");
                (sum.Sum >= (sum.Required ?? new Tenge(1))).ShouldBeTrue($"Seed {who.Seed}, {day}, {paid.Month}");
            }
        }

        return null;
    }
}
