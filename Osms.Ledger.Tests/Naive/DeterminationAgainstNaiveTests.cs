using Osms.Ledger.Coverage;
using Osms.Ledger.Insured;
using Osms.Ledger.Regulation;

namespace Osms.Ledger.Tests.Naive;

/// <summary>The ledger and the naive reading of the rules must give every made-up person the same answers.</summary>
public sealed class DeterminationAgainstNaiveTests
{
    [Fact]
    public void Three_thousand_people_stand_the_same_on_every_day_that_matters()
    {
        foreach (var who in RandomPeople.Several(3_000))
        {
            Comparison.ShouldAgree(who, who.Events, events => Comparison.OfDays(
                who.Iin, events, Comparison.InterestingDays(who.Iin, events, who.Seed), runsToo: who.Seed % 10 == 0));
        }
    }

    [Fact]
    public void A_region_recorded_before_the_beginning_is_told_from_the_beginning_on()
    {
        var who = new RandomPerson(1);
        InsuredEvent[] events = [new InsuredEvent.RegionRecorded("71", new DateOnly(2019, 6, 30))];
        var real = Determination.Of(who.Iin, InsuredState.Fold(events), RuleBook.Embedded);
        real.On(new DateOnly(2019, 12, 31)).Region.ShouldBeNull();
        real.On(new DateOnly(2020, 1, 1)).Region.ShouldBe("71");
    }

    [Fact]
    public void Every_day_of_sixty_people_is_answered_the_same()
    {
        var days = Enumerable.Range(0, 4_414).Select(i => new DateOnly(2019, 12, 1).AddDays(i)).ToList();
        days[^1].ShouldBe(new DateOnly(2031, 12, 31));
        foreach (var who in RandomPeople.Several(60))
        {
            Comparison.ShouldAgree(
                who, who.Events, events => Comparison.OfDays(who.Iin, events, days, runsToo: true));
        }
    }

    [Fact]
    public void Every_month_has_the_same_payer()
    {
        foreach (var who in RandomPeople.Several(1_000))
        {
            Comparison.ShouldAgree(who, who.Events, events => Comparison.OfPayers(who.Iin, events));
        }
    }

    [Fact]
    public void Every_month_is_in_the_same_state_as_seen_on_a_few_days()
    {
        foreach (var who in RandomPeople.Several(500))
        {
            var days = who.Events.SelectMany(NaiveHorizon.DaysOf).Append(RandomPerson.Today).Distinct().ToArray();
            new Random(who.Seed).Shuffle(days);
            Comparison.ShouldAgree(
                who, who.Events, events => Comparison.OfMonths(who.Iin, events, days.Take(4)));
        }
    }

    [Fact]
    public void A_prefix_is_answered_as_it_was_then()
    {
        foreach (var who in RandomPeople.Several(600).Where(p => p.Events.Count > 1))
        {
            var version = new Random(who.Seed).Next(1, who.Events.Count);
            List<InsuredEvent> known = [.. who.Events.Take(version)];
            Comparison.ShouldAgree(who, known, events => Comparison.OfDays(
                who.Iin, events, Comparison.InterestingDays(who.Iin, events, who.Seed), runsToo: false));

            // The state of that version, with everything recorded since, has not moved.
            var then = Determination.Of(who.Iin, who.States[version], RuleBook.Embedded);
            var again = Determination.Of(who.Iin, InsuredState.Fold(known), RuleBook.Embedded);
            then.Runs.ShouldBe(again.Runs, $"Seed {who.Seed}, version {version}");
        }
    }

    [Fact]
    public void A_history_folded_in_one_go_is_the_one_folded_event_by_event()
    {
        foreach (var who in RandomPeople.Several(600))
        {
            var live = who.States[^1];
            var replayed = InsuredState.Fold(who.Events);
            var message = $"Seed {who.Seed}";
            replayed.Version.ShouldBe(live.Version, message);
            replayed.Payments.ShouldBe(live.Payments, message);
            replayed.Grants.ShouldBe(live.Grants, message);
            replayed.Ends.ShouldBe(live.Ends, message);
            replayed.Residences.ShouldBe(live.Residences, message);
            replayed.Regions.ShouldBe(live.Regions, message);
            replayed.WelfareLevels.ShouldBe(live.WelfareLevels, message);
            replayed.Care.ShouldBe(live.Care, message);
            replayed.Departures.ShouldBe(live.Departures, message);
            replayed.Fingerprints.ShouldBe(live.Fingerprints, message);
            Determination.Of(who.Iin, replayed, RuleBook.Embedded).Runs
                .ShouldBe(Determination.Of(who.Iin, live, RuleBook.Embedded).Runs, message);
        }
    }

    [Fact]
    public void Runs_meet_without_a_gap_and_neighbours_differ()
    {
        foreach (var who in RandomPeople.Several(1_000))
        {
            var runs = Determination.Of(who.Iin, who.States[^1], RuleBook.Embedded).Runs;
            var message = $"Seed {who.Seed}";
            runs[0].From.ShouldBeNull(message);
            runs[^1].Through.ShouldBeNull(message);
            for (var i = 1; i < runs.Count; i++)
            {
                runs[i].From.ShouldBe(runs[i - 1].Through!.Value.AddDays(1), message);
                runs[i].Standing.ShouldNotBe(runs[i - 1].Standing, message);
            }
        }
    }
}
