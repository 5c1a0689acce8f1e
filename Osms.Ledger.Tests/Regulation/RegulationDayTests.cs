using Osms.Ledger.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Regulation;

public sealed class RegulationDayTests
{
    [Theory]
    [InlineData("2019-12-31", null)]
    [InlineData("2020-01-01", "R1")]
    [InlineData("2020-06-30", "R1")]
    [InlineData("2020-07-01", "R2")]
    [InlineData("2022-09-04", "R2")]
    [InlineData("2022-09-05", "R3")]
    [InlineData("2025-12-31", "R3")]
    [InlineData("2026-01-01", "R4")]
    [InlineData("9999-12-31", "R4")]
    public void A_regulation_holds_until_the_next(string day, string? version) =>
        RuleBook.Embedded.RegulationOn(DateOnly.Parse(day, null))?.Version.ShouldBe(version);

    [Theory]
    [InlineData("R1", "transition category")]
    [InlineData("R2", "category contributions")]
    [InlineData("R3", "category contributions prepaid-year")]
    [InlineData("R4", "category welfare contributions prepaid-year")]
    public void A_regulation_knows_its_bases(string version, string bases)
    {
        var regulation = RuleBook.Embedded.Regulations.Single(r => r.Version == version);

        string.Join(' ', regulation.Bases.Select(Code<Basis>.Of)).ShouldBe(bases);
        Enum.GetValues<Basis>().Where(regulation.Knows).ShouldBe(regulation.Bases);
    }

    [Theory]
    [InlineData("2020-01-01", 0, 0, 0)]
    [InlineData("2020-06-30", 0, 0, 0)]
    [InlineData("2020-07-01", 3, 0, 0)]
    [InlineData("2022-09-04", 3, 0, 0)]
    [InlineData("2022-09-05", 3, 0, 12)]
    [InlineData("2025-12-31", 3, 0, 12)]
    [InlineData("2026-01-01", 3, 6, 12)]
    public void The_numbers_of_months_change_with_the_regulations(string day, int grace, int longGrace, int ahead)
    {
        var era = RuleBook.Embedded.Eras.Last(e => e.From <= DateOnly.Parse(day, null));

        (era.Grace, era.LongGrace, era.Prospective).ShouldBe((grace, longGrace, ahead));
        era.Retrospective.ShouldBe(12);
        era.LongGraceAfter.ShouldBe(longGrace == 0 ? 0 : 60);
    }

    [Theory]
    [InlineData("2025-12-31", Payer.Republican)]
    [InlineData("2026-01-01", Payer.Local)]
    public void Who_pays_for_the_unemployed_changes_with_the_fourth(string day, Payer payer) =>
        RuleBook.Embedded.CategoryByCode["registered-unemployed"].Payer.On(DateOnly.Parse(day, null)).Value
            .ShouldBe(payer);

    [Fact]
    public void Of_the_sixteen_categories_one_has_no_payer_and_one_is_local()
    {
        var today = new DateOnly(2026, 11, 22);
        var byPayer = RuleBook.Embedded.Categories.ToLookup(c => c.Payer.On(today).Value, c => c.Code);

        RuleBook.Embedded.Categories.Count.ShouldBe(16);
        byPayer[Payer.Exempt].ShouldBe(["service-personnel"]);
        byPayer[Payer.Local].ShouldBe(["registered-unemployed"]);
        byPayer[Payer.Republican].Count().ShouldBe(14);
        RuleBook.Embedded.Categories.Select(c => c.Order).ShouldBe(Enumerable.Range(0, 16));
    }

    [Theory]
    [InlineData(PaymentKind.SingleAggregate, "2019-12", false)]
    [InlineData(PaymentKind.SingleAggregate, "2020-01", true)]
    [InlineData(PaymentKind.SingleAggregate, "2023-12", true)]
    [InlineData(PaymentKind.SingleAggregate, "2024-01", false)]
    [InlineData(PaymentKind.SinglePayment, "2022-12", false)]
    [InlineData(PaymentKind.SinglePayment, "2023-01", true)]
    [InlineData(PaymentKind.Platform, "2025-12", false)]
    [InlineData(PaymentKind.Platform, "2026-01", true)]
    [InlineData(PaymentKind.Self, "2020-01", true)]
    public void A_kind_of_payment_exists_for_its_periods(PaymentKind kind, string period, bool exists) =>
        RuleBook.Embedded.PaymentKinds[kind].Contains(Month.Parse(period)).ShouldBe(exists);
}
