using Osms.Ledger.Coverage;
using Osms.Ledger.Insured;
using Osms.Ledger.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Naive;

/// <summary>What is offered works by the naive reading of the rules too, and asks for nothing that is paid.</summary>
public sealed class WaysBackAgainstNaiveTests
{
    private static readonly RuleBook Rules = RuleBook.Embedded;

    [Fact]
    public void Paid_as_offered_a_way_back_covers_its_days_and_no_month_is_paid_twice()
    {
        var offered = 0;
        var partly = 0;
        foreach (var who in RandomPeople.Several(500))
        {
            var state = InsuredState.Fold(who.Events);
            var naive = new NaiveDetermination(who.Iin, who.Events, Rules);
            foreach (var day in Days(who))
            {
                foreach (var way in WaysBack.Of(who.Iin, state, Rules, day))
                {
                    way.Months.ShouldAllBe(
                        month => naive.StateOf(month, day) != NaiveMonth.Paid, $"Seed {who.Seed}, {day}");
                    ShouldCover(who, day, way);
                    offered++;
                    partly += way.Months.Count is 12 or 13 ? 0 : 1;
                }
            }
        }

        // A control: nothing offered proves nothing, nor do whole years alone.
        offered.ShouldBeGreaterThan(1_000);
        partly.ShouldBeGreaterThan(100);
    }

    private static IEnumerable<DateOnly> Days(RandomPerson who)
    {
        var random = new Random(who.Seed);
        return Enumerable.Range(0, 4).Select(_ => new DateOnly(2020, 7, 1).AddDays(random.Next(2_300)));
    }

    private static void ShouldCover(RandomPerson who, DateOnly day, WayBack way)
    {
        var message = $"Seed {who.Seed}, {day}: {string.Join(", ", way.Months)}";
        List<InsuredEvent> events = [.. who.Events];
        foreach (var (month, amount) in way.Months.Zip(way.Amounts))
        {
            var command = new InsuredCommand.RecordPayment(
                who.Iin.Digits, $"way {month}", "self", month, amount.Amount, day, who.Iin.Digits);
            events.Add(InsuredDecider.Decide(InsuredState.Fold(events), events, command, Rules, day)
                .ShouldBeOfType<Decision.Accepted>(message).Event);
        }

        var then = new NaiveDetermination(who.Iin, events, Rules);
        then.On(day < way.From ? way.From : day).Bases.ShouldNotBeEmpty(message);
        then.Unbroken(way.From).Through.ShouldBe(way.Through, message);
        way.Total.ShouldBe(way.Amounts.Aggregate(Tenge.Zero, (sum, one) => sum + one), message);
    }
}
