using Osms.Ledger.Insured;
using Osms.Ledger.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Naive;

/// <summary>The naive reading itself, against answers worked out by hand.</summary>
public sealed class NaiveByHandTests
{
    private static readonly Iin Adult = Iin.Parse("850412300016");

    [Theory]
    [InlineData("2019-12-31", "not-in-force")]
    [InlineData("2020-01-01", "transition")]
    [InlineData("2020-06-30", "transition")]
    [InlineData("2020-07-01", "owed")]
    public void An_adult_without_a_fact_is_insured_in_the_transition_alone(string day, string expected) =>
        Code(Of(Adult).On(Day(day))).ShouldBe(expected);

    [Fact]
    public void A_foreigner_without_a_fact_is_no_participant() =>
        Code(Of(Iin.Parse(Foreigner())).On(Day("2020-03-01"))).ShouldBe("not-a-participant");

    [Fact]
    public void A_child_stays_insured_for_three_months_after_the_month_of_the_18th_birthday()
    {
        var child = Iin.Parse(Complete("12050450000"));
        var naive = Of(child, new InsuredEvent.CategoryGranted("child", Day("2012-05-04"), Day("2030-05-03"), "doc"));

        naive.Unbroken(Day("2026-11-22")).ShouldBe((Day("2020-01-01"), Day("2030-08-31")));
        naive.On(Day("2026-11-22")).ToString()
            .ShouldBe("[category contributions] reason -, payer Republican, category child, region -");
        naive.On(Day("2030-06-01")).Bases.ShouldBe(["contributions"]);
        naive.Unbroken(Day("2030-09-01")).ShouldBe((Day("2030-09-01"), null));
        Code(naive.On(Day("2030-09-01"))).ShouldBe("owed");
    }

    [Fact]
    public void One_payment_of_a_whole_year_settles_one_month()
    {
        var naive = Of(Adult, Paid("2024-03", 51_000m, "2024-03-05"));

        naive.StateOf(new Month(2024, 3), Day("2024-03-04")).ShouldBe(NaiveMonth.Owed);
        naive.StateOf(new Month(2024, 3), Day("2024-03-05")).ShouldBe(NaiveMonth.Paid);
        naive.StateOf(new Month(2024, 4), Day("2024-05-01")).ShouldBe(NaiveMonth.Owed);
        Code(naive.On(Day("2024-03-05"))).ShouldBe("owed");
    }

    [Fact]
    public void Twelve_months_of_arrears_cover_from_the_day_of_payment_to_three_months_after_the_last()
    {
        var months = Enumerable.Range(0, 12).Select(i => Paid($"{new Month(2024, 1) + i}", 4_250m, "2025-01-20"));
        var naive = Of(Adult, [.. months]);

        naive.Unbroken(Day("2025-02-01")).ShouldBe((Day("2025-01-20"), Day("2025-03-31")));
        naive.PayerOf(new Month(2024, 5)).ShouldBe((Payer.Contributors, null, null, null));
        naive.PayerOf(new Month(2025, 1)).ShouldBe((Payer.None, null, null, null));
    }

    [Fact]
    public void A_year_prepaid_at_the_old_minimum_wage_stands_and_a_refund_on_a_day_ends_it_that_day()
    {
        var months = Enumerable.Range(0, 12).Select(i => Paid($"{new Month(2024, 1) + i}", 3_500m, "2023-12-31"));
        var refund = new InsuredEvent.PaymentRefunded("2024-06", Day("2024-03-10"), RefundReason.Mistaken);

        Of(Adult, [.. months]).Unbroken(Day("2024-05-01")).ShouldBe((Day("2024-01-01"), Day("2025-03-31")));
        Of(Adult, [.. months, refund]).Unbroken(Day("2024-02-01")).ShouldBe((Day("2024-01-01"), Day("2024-03-09")));
    }

    [Fact]
    public void Welfare_covers_from_care_until_the_level_breaks_and_three_months_more()
    {
        InsuredEvent[] events =
        [
            new InsuredEvent.WelfareLevelRecorded(WelfareLevel.D, Day("2025-10-01")),
            new InsuredEvent.ResidenceRecorded(Residence.Kandas, Day("2026-02-10")),
            new InsuredEvent.CareSought(Day("2026-02-17"), "050740001234"),
            new InsuredEvent.WelfareLevelRecorded(WelfareLevel.A, Day("2026-05-02")),
        ];
        var naive = Of(Adult, events);

        Code(naive.On(Day("2026-02-09"))).ShouldBe("not-a-participant");
        Code(naive.On(Day("2026-02-16"))).ShouldBe("nothing-paid");
        naive.On(Day("2026-02-17")).Bases.ShouldBe(["welfare", "contributions"]);
        naive.On(Day("2026-05-02")).Bases.ShouldBe(["contributions"]);
        naive.Unbroken(Day("2026-03-01")).ShouldBe((Day("2026-02-17"), Day("2026-08-31")));
        naive.PayerOf(new Month(2026, 2)).ShouldBe((Payer.Local, null, "unknown", Day("2026-02-17")));
    }

    [Theory]
    [InlineData(59, "2026-07-31")]
    [InlineData(60, "2026-10-31")]
    public void Sixty_paid_months_in_a_row_give_six_months_of_grace(int months, string through)
    {
        var first = new Month(2026, 5) - months;
        var paid = Enumerable.Range(0, months).Select(i => first + i).Select(m => Paid($"{m}", 5_000m, $"{m}-20"));

        Of(Adult, [.. paid]).Unbroken(Day("2026-05-01")).Through.ShouldBe(Day(through));
    }

    [Fact]
    public void An_ending_stays_with_the_grant_it_was_recorded_for()
    {
        InsuredEvent[] events =
        [
            new InsuredEvent.CategoryGranted("disabled", Day("2023-01-01"), null, "first"),
            new InsuredEvent.CategoryEnded("disabled", Day("2023-06-30"), "recovered"),
            new InsuredEvent.FactAnnulled(1, "category_granted", "another person"),
            new InsuredEvent.CategoryGranted("disabled", Day("2023-01-01"), null, "second"),
        ];

        NaiveFacts.Periods(events).ShouldBe([new NaivePeriod(4, "disabled", Day("2023-01-01"), null)]);
    }

    private static NaiveDetermination Of(Iin iin, params InsuredEvent[] events) => new(iin, events, RuleBook.Embedded);

    private static InsuredEvent Paid(string month, decimal amount, string paidOn) => new InsuredEvent.PaymentRecorded(
        month, PaymentKind.Self, Month.Parse(month), Tenge.From(amount), Day(paidOn), "850412300016");

    private static string Code(NaiveStanding standing) => standing.Bases is [var basis, ..] ? basis : standing.Reason!;

    private static string Foreigner() => Complete("85041200000");

    private static string Complete(string eleven) => $"{eleven}{Iin.ControlDigit(eleven)}";

    private static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd");
}
