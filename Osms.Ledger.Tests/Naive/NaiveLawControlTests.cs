using Osms.Ledger.Insured;
using Osms.Ledger.Regulation;

namespace Osms.Ledger.Tests.Naive;

/// <summary>
/// The control of the comparison: bend one rule of the naive reading, and some of the made-up people must stand
/// differently. A rule for which none does would not be tested by comparing at all.
/// </summary>
public sealed class NaiveLawControlTests
{
    private static readonly Dictionary<string, NaiveLaw> Bent = new()
    {
        ["transition ends a day earlier"] = new() { TransitionThrough = new(2020, 6, 29) },
        ["contributions from August 2020"] = new() { ContributionsFrom = new(2020, 8, 1) },
        ["prepaid year a day later"] = new() { PrepaidFrom = new(2022, 9, 6) },
        ["welfare a day later"] = new() { WelfareFrom = new(2026, 1, 2) },
        ["long grace a day later"] = new() { LongGraceFrom = new(2026, 1, 2) },
        ["eleven months back"] = new() { MonthsBack = 11 },
        ["thirteen months back"] = new() { MonthsBack = 13 },
        ["eleven months ahead"] = new() { MonthsAhead = 11 },
        ["thirteen months ahead"] = new() { MonthsAhead = 13 },
        ["grace of two months"] = new() { Grace = 2 },
        ["grace of four months"] = new() { Grace = 4 },
        ["long grace of five months"] = new() { LongGrace = 5 },
        ["long grace after 59 months"] = new() { MonthsForLongGrace = 59 },
        ["long grace after 61 months"] = new() { MonthsForLongGrace = 61 },
        ["long grace over category months"] = new() { CategoryBreaksLongGrace = false },
        ["no grace after a category"] = new() { GraceFollowsCategory = false },
        ["refund from the next day"] = new() { RefundCountsFromItsDay = false },
        ["kinds added up"] = new() { KindsApart = false },
        ["requirement of the period"] = new() { RequirementOfPaymentDay = false },
        ["ahead on the first day"] = new() { AheadMeansBefore = false },
        ["month before ahead unpaid"] = new() { MonthBeforeAheadMustBePaid = false },
        ["children owe"] = new() { ChildrenOweNothing = false },
        ["strangers owe"] = new() { StrangersOweNothing = false },
        ["welfare over breaks"] = new() { WelfareMustNotBreak = false },
        ["category month before its day"] = new() { CategoryMonthWaitsForItsDay = false },
        ["earlier record wins"] = new() { LaterRecordWins = false },
        ["return on the day of leaving"] = new() { ReturnMustBeLater = false },
        ["departure day uncovered"] = new() { DepartureDayIsCovered = false },
    };

    public static TheoryData<string> Rules => [.. Bent.Keys];

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_bent_rule_is_noticed(string rule) =>
        Enumerable.Range(1, 3_000).Any(seed => Differs(RandomPeople.Person(seed), Bent[rule])).ShouldBeTrue();

    [Fact]
    public void The_rules_as_written_differ_from_themselves_for_nobody() =>
        Enumerable.Range(1, 100).Any(seed => Differs(RandomPeople.Person(seed), new NaiveLaw())).ShouldBeFalse();

    private static bool Differs(RandomPerson who, NaiveLaw bent)
    {
        var written = new NaiveDetermination(who.Iin, who.Events, RuleBook.Embedded);
        var other = new NaiveDetermination(who.Iin, who.Events, RuleBook.Embedded, bent);
        return Comparison.InterestingDays(who.Iin, who.Events, who.Seed)
            .Any(day => !written.On(day).Equals(other.On(day)));
    }
}
