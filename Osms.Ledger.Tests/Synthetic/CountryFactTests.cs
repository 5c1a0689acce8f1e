using Osms.Ledger.Insured;
using Osms.Ledger.Regulation;
using Osms.Ledger.Synthetic;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Synthetic;

/// <summary>Everything that happens to people happens to somebody.</summary>
public class CountryFactTests
{
    // Long enough to reach the kinds of payment that are no more.
    private static readonly SyntheticCountry Country = Countries.Of(11, 30_000, months: 36);
    private static readonly List<SyntheticPerson> People = [.. Country.Everybody()];
    private static readonly List<InsuredCommand> Commands =
        [.. People.SelectMany(person => person.Arrivals).Select(arrival => arrival.Command)];

    [Fact]
    public void Every_kind_of_fact_is_there() =>
        Commands.Select(c => c.GetType()).Distinct().OrderBy(t => t.Name).ShouldBe(
            typeof(InsuredCommand).GetNestedTypes().Where(t => t.IsSubclassOf(typeof(InsuredCommand)))
                .OrderBy(t => t.Name));

    [Fact]
    public void Every_category_kind_of_payment_residence_level_departure_and_refund_is_there()
    {
        All<InsuredCommand.GrantCategory>(c => c.Category).ShouldBe(Ordered(RuleBook.Embedded.CategoryByCode.Keys));
        All<InsuredCommand.RecordPayment>(c => c.Kind).ShouldBe(Ordered(Code<PaymentKind>.All));
        All<InsuredCommand.RecordResidence>(c => c.Residence).ShouldBe(Ordered(Code<Residence>.All));
        All<InsuredCommand.RecordRegion>(c => c.Region).ShouldBe(Ordered(RuleBook.Embedded.Regions.Keys));
        All<InsuredCommand.RecordWelfareLevel>(c => c.Level).ShouldBe(Ordered(Code<WelfareLevel>.All));
        All<InsuredCommand.RecordDeparture>(c => c.Kind).ShouldBe(Ordered(Code<DepartureKind>.All));
        All<InsuredCommand.RefundPayment>(c => c.Reason).ShouldBe(Ordered(Code<RefundReason>.All));
        All<InsuredCommand.AnnulFact>(c => c.Type)
            .ShouldBe(["category_granted", "departure_recorded", "region_recorded"]);
    }

    [Fact]
    public void Lives_are_as_different_as_they_are()
    {
        People.ShouldContain(p => p.Iin.IsForeigner);
        People.ShouldContain(p => p.Born >= Country.First.FirstDay, "a birth");
        People.ShouldContain(p => Of<InsuredCommand.RecordResidence>(p).Count() == 2, "a return");
        People.ShouldContain(p => Of<InsuredCommand.RecordRegion>(p).Count() == 2, "a move");
        People.ShouldContain(p => Of<InsuredCommand.RecordPayment>(p).GroupBy(x => x.Period)
            .Any(month => month.Select(x => x.Payer).Distinct().Count() == 1 && month.Count() == 2
                && month.All(x => x.Kind == "self")), "a month paid in two parts");
        People.ShouldContain(p => Of<InsuredCommand.RecordPayment>(p).GroupBy(x => x.PaidOn)
            .Any(day => day.Count() == 12 && day.All(x => x.Kind == "self")), "a year ahead");
        People.ShouldContain(p => Of<InsuredCommand.RecordPayment>(p)
            .Any(x => x.Kind == "employee" && Month.Of(x.PaidOn) - x.Period == 2), "an employer who is late");
        People.ShouldContain(p => Of<InsuredCommand.RecordPayment>(p)
            .Where(x => x.Kind == "employee").Select(x => x.Payer).Distinct().Count() == 2, "a change of job");
    }

    private static IEnumerable<T> Of<T>(SyntheticPerson person)
        where T : InsuredCommand => person.Arrivals.Select(arrival => arrival.Command).OfType<T>();

    private static IEnumerable<string> All<T>(Func<T, string> what)
        where T : InsuredCommand => Ordered(Commands.OfType<T>().Select(what).Distinct());

    private static IEnumerable<string> Ordered(IEnumerable<string> codes) => codes.Order(StringComparer.Ordinal);
}
