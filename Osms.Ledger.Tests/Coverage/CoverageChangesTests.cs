using Osms.Ledger.Coverage;
using Osms.Ledger.Insured;
using Osms.Ledger.Regulation;
using Osms.Ledger.Tests.Ledger;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Coverage;

/// <summary>Changes are what asking about every day before and after every event gives.</summary>
public sealed class CoverageChangesTests
{
    private static readonly RuleBook Rules = RuleBook.Embedded;
    private static readonly DateOnly First = new(2019, 12, 1);
    private static readonly DateOnly Last = new(2045, 12, 31);

    [Fact]
    public void Every_day_changed_as_it_did_and_by_the_event_that_did_it()
    {
        var (changed, flips) = (0, 0);
        for (var seed = 1; seed <= 40; seed++)
        {
            var iin = People.Person(seed % 7);
            var commands = new RandomCommands(seed);
            for (var i = 0; i < 14; i++)
            {
                commands.Next(iin.Digits);
            }

            var events = commands.Pure.EventsOf(iin.Digits);
            var before = new Random(seed).Next(events.Count + 1);
            var timelines = Enumerable.Range(0, events.Count + 1)
                .Select(version => Determination.Of(iin, InsuredState.Fold(events.Take(version)), Rules)).ToList();
            var changes = CoverageChanges.After(iin, events, before, Rules);
            for (var day = First; day <= Last; day = day.AddDays(1))
            {
                var shown = timelines.ConvertAll(timeline => DayShown.Of(timeline.On(day)));
                var expected = shown[^1] == shown[before]
                    ? ((DayShown, DayShown, int)?)null
                    : (shown[before], shown[^1],
                        Enumerable.Range(before + 1, events.Count - before).Last(v => shown[v] != shown[v - 1]));
                var found = changes.Where(c => (c.From ?? First) <= day && (c.Through ?? Last) >= day)
                    .Select(c => ((DayShown, DayShown, int)?)(c.Was, c.Now, c.Version)).SingleOrDefault();
                found.ShouldBe(expected, $"seed {seed}, {day:yyyy-MM-dd}, after {before} of {events.Count}");
            }

            changed += changes.Count;
            flips += changes.Count(change => change.IsFlip);
        }

        changed.ShouldBeGreaterThan(flips, "a control: some days change without a flip");
        flips.ShouldBeGreaterThan(10, "a control");
    }

    [Fact]
    public void What_was_changed_and_changed_back_is_no_change()
    {
        var iin = People.Person(1);
        InsuredEvent[] events =
        [
            new InsuredEvent.CategoryGranted("disabled", new DateOnly(2021, 1, 1), new DateOnly(2021, 12, 31), "d"),
            new InsuredEvent.FactAnnulled(1, "category_granted", "wrong person"),
        ];

        CoverageChanges.After(iin, events, 0, Rules).ShouldBeEmpty();
        var change = CoverageChanges.After(iin, events[..1], 0, Rules)[0];
        (change.From, change.Through, change.IsFlip, change.Version)
            .ShouldBe((new DateOnly(2021, 1, 1), new DateOnly(2021, 12, 31), true, 1));
    }
}
