using Osms.Ledger.Coverage;
using Osms.Ledger.Insured;
using Osms.Ledger.Regulation;
using Osms.Ledger.Tests.Ledger;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Coverage;

/// <summary>What an event did to a day is what asking about the day before it and after it gives.</summary>
public sealed class HistoryStepsTests
{
    private static readonly RuleBook Rules = RuleBook.Embedded;
    private static readonly DateOnly First = new(2019, 12, 1);
    private static readonly DateOnly Last = new(2030, 12, 31);

    [Fact]
    public void Before_and_after_are_the_answers_of_the_events_up_to_it_and_what_took_it_back_is_named()
    {
        var (changed, same, annulled, refunded) = (0, 0, 0, 0);
        for (var seed = 1; seed <= 300; seed++)
        {
            var random = new Random(seed);
            var iin = People.Person(seed % 7);
            var commands = new RandomCommands(seed);
            for (var i = 0; i < 30; i++)
            {
                commands.Next(iin.Digits);
            }

            var events = commands.Pure.EventsOf(iin.Digits);
            var day = First.AddDays(random.Next(Last.DayNumber - First.DayNumber));
            var before = random.Next(events.Count + 1);
            var history = HistorySteps.After(iin, events, before, day, Rules);

            var answers = Enumerable.Range(0, events.Count + 1).Select(version => DayShown.Of(
                Determination.Of(iin, InsuredState.Fold(events.Take(version)), Rules).On(day))).ToList();
            var why = $"seed {seed}, {day:yyyy-MM-dd}, after {before} of {events.Count}";
            history.From.ShouldBe(answers[before], why);
            history.To.ShouldBe(answers[^1], why);
            history.Steps.Select(s => (s.Version, s.Before, s.After, s.IsChange, s.AnnulledBy, s.RefundedBy)).ShouldBe(
                Enumerable.Range(before + 1, events.Count - before).Select(v => (
                    v, answers[v - 1], answers[v], answers[v - 1] != answers[v],
                    VersionOf(events, e => e is InsuredEvent.FactAnnulled a && a.Version == v),
                    events[v - 1] is InsuredEvent.PaymentRecorded paid
                        ? VersionOf(events, e => e is InsuredEvent.PaymentRefunded r && r.Reference == paid.Reference)
                        : null)),
                why);
            changed += history.Steps.Count(s => s.IsChange);
            same += history.Steps.Count(s => !s.IsChange);
            annulled += history.Steps.Count(s => s.AnnulledBy is not null);
            refunded += history.Steps.Count(s => s.RefundedBy is not null);
        }

        new[] { changed, same, annulled, refunded }.Min().ShouldBeGreaterThan(10, "a control");
    }

    [Fact]
    public void A_category_that_the_law_no_longer_names_is_said_by_its_code()
    {
        var text = EventTexts.Of(
            new InsuredEvent.CategoryEnded("no-longer-named", new DateOnly(2026, 1, 31), "lost"), Rules);

        text.Values.ShouldContain(("category", (object)"no-longer-named"));
    }

    private static int? VersionOf(IReadOnlyList<InsuredEvent> events, Func<InsuredEvent, bool> wanted)
    {
        var at = events.ToList().FindIndex(e => wanted(e));
        return at < 0 ? null : at + 1;
    }
}
