using Osms.Ledger.Coverage;
using Osms.Ledger.Insured;
using Osms.Ledger.Regulation;

namespace Osms.Ledger.Tests.Naive;

/// <summary>Facts and questions far away: generations ahead, and at both ends of the calendar.</summary>
public sealed class FarDaysAgainstNaiveTests
{
    [Fact]
    public void Facts_a_century_ahead_are_answered_the_same_until_the_end_of_the_run()
    {
        for (var seed = 1; seed <= 60; seed++)
        {
            var who = RandomPeople.Person(seed);
            Tell(who, far => new DateOnly(2030, 1, 1).AddDays(far.Next(60_000)));
            Comparison.ShouldAgree(who, who.Events, events => Comparison.OfDays(
                who.Iin, events, Comparison.InterestingDays(who.Iin, events, who.Seed), runsToo: true));
        }
    }

    [Fact]
    public void Facts_at_the_ends_of_the_calendar_are_answered_the_same()
    {
        DateOnly[] ends = [DateOnly.MinValue, new(1, 1, 2), new(1900, 1, 1), new(9999, 12, 30), DateOnly.MaxValue];
        DateOnly[] asked = [.. ends, new(1, 1, 31), new(2999, 1, 1), new(9999, 11, 30), new(9999, 12, 1)];
        for (var seed = 1; seed <= 150; seed++)
        {
            var who = RandomPeople.Person(seed);
            Tell(who, far => ends[far.Next(ends.Length)]);
            Comparison.ShouldAgree(who, who.Events, events => Comparison.OfDays(
                who.Iin, events, Comparison.InterestingDays(who.Iin, events, who.Seed).Concat(asked), runsToo: false));
        }
    }

    [Fact]
    public void The_last_day_of_the_calendar_ends_no_run()
    {
        var who = new RandomPerson(1);
        InsuredEvent[] events =
            [new InsuredEvent.CategoryGranted("disabled", new DateOnly(2024, 2, 10), DateOnly.MaxValue, "doc")];
        var timeline = Determination.Of(who.Iin, InsuredState.Fold(events), RuleBook.Embedded);

        timeline.Unbroken(DateOnly.MaxValue).ShouldBe((new DateOnly(2024, 2, 10), null));
        timeline.Unbroken(DateOnly.MinValue).Since.ShouldBeNull();
    }

    private static void Tell(RandomPerson who, Func<Random, DateOnly> farDay)
    {
        var iin = who.Iin.Digits;
        for (var left = who.Random.Next(1, 6); left > 0; left--)
        {
            var (one, other) = (farDay(who.Random), farDay(who.Random));
            var near = who.Day();
            who.Try(who.Random.Next(7) switch
            {
                0 => new InsuredCommand.GrantCategory(iin, "disabled", near < one ? near : one, one, "doc"),
                1 => new InsuredCommand.GrantCategory(iin, "convict", one, null, "doc"),
                2 => new InsuredCommand.GrantCategory(iin, "service-personnel", one < other ? one : other, other, "doc"),
                3 => new InsuredCommand.RecordResidence(iin, who.OneOf("citizen", "refugee"), one),
                4 => new InsuredCommand.RecordRegion(iin, "75", one),
                5 => new InsuredCommand.RecordWelfareLevel(iin, who.OneOf("D", "A"), one),
                _ => new InsuredCommand.EndCategory(iin, who.OneOf("disabled", "convict"), one, "left"),
            });
        }
    }
}
