using Osms.Ledger.Coverage;
using Osms.Ledger.Insured;
using Osms.Ledger.Regulation;
using Osms.Ledger.Tests.Ledger;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Coverage;

/// <summary>Commands that are only tried.</summary>
public sealed class WhatIfTests
{
    private static readonly RuleBook Rules = RuleBook.Embedded;
    private static readonly DateOnly Today = new(2026, 11, 22);

    [Fact]
    public void The_day_of_trying_is_the_latest_on_which_something_is_said_to_happen_and_not_before_today()
    {
        var iin = People.Person(1);
        var payment = People.Payment(iin, 0);

        WhatIf.TodayOf([payment], Today).ShouldBe(Today);
        WhatIf.TodayOf([payment with { PaidOn = new DateOnly(2027, 1, 5) }, payment], Today)
            .ShouldBe(new DateOnly(2027, 1, 5));
        var refund = new InsuredCommand.RefundPayment(iin.Digits, "P0", new DateOnly(2027, 2, 1), "mistaken");
        WhatIf.TodayOf([refund], Today).ShouldBe(new DateOnly(2027, 2, 1));
        WhatIf.TodayOf([new InsuredCommand.RecordRegion(iin.Digits, "75", new DateOnly(2030, 1, 1))], Today)
            .ShouldBe(Today, "a region may be recorded ahead");
    }

    [Fact]
    public void What_is_refused_is_left_out_and_the_others_are_tried_without_it()
    {
        var iin = People.Person(1);
        var payment = People.Payment(iin, 0);

        var tried = WhatIf.Try(
            [],
            [
                new InsuredCommand.RefundPayment(iin.Digits, payment.Reference, Today, "mistaken"),
                payment,
                People.Payment(iin, 1) with { PaidOn = Today.AddDays(1) },
                payment,
            ],
            Rules,
            Today);

        tried.Commands.Select(one => (one.Decision.GetType().Name, one.Version)).ShouldBe(
            [("Refused", 0), ("Accepted", 1), ("Refused", 0), ("Repeated", 1)]);
        tried.Commands.Select(one => (one.Decision as Decision.Refused)?.Refusals[0].CodeText).ShouldBe(
            ["payment-unknown", null, "date-in-future", null]);
        tried.Events.Count.ShouldBe(1);
        tried.IsPossible.ShouldBeFalse();
    }
}
