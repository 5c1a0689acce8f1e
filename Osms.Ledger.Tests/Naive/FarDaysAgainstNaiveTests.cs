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
    public async Task Facts_at_the_ends_of_the_calendar_are_answered_the_same()
    {
        // First whether an answer comes at all: a pass that looks for the day after the last one never ends.
        var last = InsuredState.Fold([new InsuredEvent.ResidenceRecorded(Residence.Citizen, DateOnly.MaxValue)]);
        await Task.Run(() => Determination.Of(new RandomPerson(1).Iin, last, RuleBook.Embedded))
            .WaitAsync(TimeSpan.FromSeconds(10));

        // Not the very last day: a span writes "no end" with it.
        DateOnly[] ends = [DateOnly.MinValue, new(1, 1, 2), new(1900, 1, 1), new(9999, 12, 1), new(9999, 12, 30)];
        DateOnly[] asked = [.. ends, new(1, 1, 31), new(2999, 1, 1), new(9999, 11, 30), new(9999, 12, 1)];
        for (var seed = 1; seed <= 400; seed++)
        {
            var who = RandomPeople.Person(seed);
            Tell(who, far => ends[far.Next(ends.Length)]);
            if (who.Events.Any(e => e is InsuredEvent.CareSought))
            {
                // The naive reading follows welfare day by day; eight thousand years of it take too long.
                continue;
            }

            Comparison.ShouldAgree(who, who.Events, events => Comparison.OfDays(
                who.Iin,
                events,
                Comparison.InterestingDays(who.Iin, events, who.Seed).Concat(asked)
                    .Where(d => d < DateOnly.MaxValue),
                runsToo: false));
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
                2 => new InsuredCommand.GrantCategory(iin, "child", one < other ? one : other, other, "doc"),
                3 => new InsuredCommand.RecordResidence(iin, who.OneOf("citizen", "refugee"), one),
                4 => new InsuredCommand.RecordRegion(iin, "75", one),
                5 => new InsuredCommand.RecordWelfareLevel(iin, who.OneOf("D", "A"), one),
                _ => new InsuredCommand.EndCategory(iin, who.OneOf("disabled", "convict"), one, "left"),
            });
        }
    }
}
