using Osms.Ledger.Insured;
using Osms.Ledger.Regulation;
using Osms.Ledger.Synthetic;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Synthetic;

public class CountryShareTests
{
    [Theory]
    [InlineData(1, 12)]
    [InlineData(2026, 24)]
    public void Shares_are_near_the_published_ones(ulong seed, int months)
    {
        var country = Countries.Of(seed, 20_000, months);
        var figures = new CountryFigures(RuleBook.Embedded, Countries.Until.LastDay);
        var states = new CountryStates(RuleBook.Embedded, Countries.Until.LastDay);
        foreach (var person in country.Everybody())
        {
            figures.Add(person, states.Of(person));
        }

        states.NotAccepted.ShouldBe(0);
        figures.People.ShouldBe(20_000);
        figures.InsuredPercent.ShouldBeInRange(80.6m, 84.6m);
        figures.StatePaysPercent.ShouldBeInRange(57.5m, 61.5m);
        figures.Bases.Values.Sum().ShouldBe(figures.Residents);
        figures.Payers.Values.Sum().ShouldBe(figures.Insured);
        figures.Bases.Keys.ShouldBe(
            ["category", "contributions", "nothing-paid", "owed", "prepaid-year", "welfare"]);
        figures.Payers.Keys.ShouldBe(["contributors", "exempt", "local", "republican"]);
    }

    [Fact]
    public void Control_what_comes_in_the_wrong_order_is_counted_as_not_accepted()
    {
        var states = new CountryStates(RuleBook.Embedded, Countries.Until.LastDay);
        foreach (var person in Countries.Of(1, 2_000).Everybody())
        {
            states.Of(person with { Arrivals = [.. person.Arrivals.Reverse()] });
        }

        states.NotAccepted.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Ages_and_regions_are_as_in_the_figures()
    {
        var country = Countries.Of(5, 30_000);
        var people = country.Everybody().ToList();
        var regions = people.Select(person => person.Arrivals.Select(arrival => arrival.Command)
            .OfType<InsuredCommand.RecordRegion>().First().Region).ToList();

        // In every ten thousand the groups have their exact share, rounded.
        var children = PopulationFile.Embedded.Ages.Groups.Where(group => group.IsChild).Sum(g => g.Men + g.Women);
        var all = PopulationFile.Embedded.Ages.Groups.Sum(group => group.Men + group.Women);
        Share(people.Count(p => p.Born > Countries.Until.LastDay.AddYears(-18))).ShouldBe(Percent(children, all), 0.05);
        var living = RuleBook.Embedded.Population.Values.Sum();
        foreach (var (region, persons) in RuleBook.Embedded.Population)
        {
            Share(regions.Count(r => r == region)).ShouldBe(Percent(persons, living), 1.5, region);
        }

        double Share(int count) => Percent(count, people.Count);

        static double Percent(int part, int whole) => 100.0 * part / whole;
    }

    [Fact]
    public void The_published_total_is_the_sum_of_the_groups()
    {
        var groups = PopulationFile.Embedded.Ages.Groups;
        groups.Sum(group => group.Men + group.Women).ShouldBe(19_766_807);
        groups.Skip(1).Select(group => group.From).ShouldBe(groups.SkipLast(1).Select(group => group.Through + 1));
        PopulationFile.Embedded.Regions.Shares.Keys.Order().ShouldBe(RuleBook.Embedded.Population.Keys.Order());
    }

    [Fact]
    public void Employers_are_of_very_different_sizes()
    {
        var staff = Countries.Of(1, 20_000).Commands().OfType<InsuredCommand.RecordPayment>()
            .Where(p => p.Kind == "employer" && p.Period == Countries.Until - 1)
            .CountBy(p => p.Payer).Select(payer => payer.Value).OrderDescending().ToList();

        staff[0].ShouldBeGreaterThan(80);
        staff[staff.Count / 2].ShouldBeInRange(1, 10);
        staff.Count.ShouldBeGreaterThan(400);
    }

    [Fact]
    public void Payers_are_numbers_that_look_like_what_they_are()
    {
        foreach (var payment in Countries.Of(1, 500).Commands().OfType<InsuredCommand.RecordPayment>())
        {
            if (payment.Payer != payment.Iin)
            {
                payment.Payer[4].ShouldBeOneOf('4', '5', '6');
                Iin.ControlDigit(payment.Payer.AsSpan(0, 11)).ShouldBe(payment.Payer[11] - '0');
            }
        }
    }
}
