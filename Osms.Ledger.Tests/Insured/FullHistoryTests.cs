using Osms.Ledger.Insured;
using Osms.Ledger.Regulation;
using Osms.Ledger.Tests.Ledger;

namespace Osms.Ledger.Tests.Insured;

/// <summary>A person has room for so many facts; what is there can still be taken back.</summary>
public sealed class FullHistoryTests
{
    private const int Most = InsuredDecider.MostFacts;
    private static readonly DateOnly Today = new(2026, 11, 22);
    private static readonly string Iin = People.Person(7).Digits;
    private static readonly InsuredCommand.GrantCategory Grant = new(Iin, "disabled", Today, null, "d");

    [Fact]
    public void The_last_fact_that_may_be_is_accepted_and_one_more_is_not()
    {
        Decide(Grant, Most - 1).ShouldBeOfType<Decision.Accepted>();
        Decide(Grant, Most).ShouldBeOfType<Decision.Refused>()
            .Refusals.ShouldHaveSingleItem().Code.ShouldBe(RefusalCode.HistoryFull);
        Decide(Payment("new"), Most).ShouldBeOfType<Decision.Refused>();
    }

    [Fact]
    public void What_is_there_is_repeated_and_can_be_taken_back()
    {
        Decide(Payment("1"), Most).ShouldBe(new Decision.Repeated(1));
        Decide(new InsuredCommand.RefundPayment(Iin, "1", Today, "mistaken"), Most)
            .ShouldBeOfType<Decision.Accepted>();
        Decide(new InsuredCommand.AnnulFact(Iin, Most, "care_sought", "r"), Most)
            .ShouldBeOfType<Decision.Accepted>();
    }

    private static Decision Decide(InsuredCommand command, int facts)
    {
        // Payments, and the last of all is somebody's visit.
        List<InsuredEvent> history =
        [
            .. Enumerable.Range(1, facts - 1).Select(n => Happened(Payment($"{n}"))),
            Happened(new InsuredCommand.RecordCare(Iin, Today, "150140002345")),
        ];
        return InsuredDecider.Decide(InsuredState.Fold(history), history, command, RuleBook.Embedded, Today);
    }

    private static InsuredEvent Happened(InsuredCommand command) =>
        RequestCheck.Of(command, RuleBook.Embedded, Today).Event.ShouldNotBeNull();

    private static InsuredCommand.RecordPayment Payment(string reference) =>
        People.Payment(People.Person(7), 1, reference: reference);
}
