using Osms.Ledger.Dues;
using Osms.Ledger.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Regulation;

/// <summary>
/// The figures of the law as they were read; a changed one must be changed here too, by somebody else.
/// </summary>
public sealed class FigureTests
{
    private static readonly RuleBook Rules = RuleBook.Embedded;

    [Theory]
    [InlineData("2020-01-01", 42_500)]
    [InlineData("2021-12-31", 42_500)]
    [InlineData("2022-01-01", 60_000)]
    [InlineData("2022-12-31", 60_000)]
    [InlineData("2023-01-01", 70_000)]
    [InlineData("2024-01-01", 85_000)]
    [InlineData("2025-06-15", 85_000)]
    [InlineData("2026-01-01", 85_000)]
    public void The_minimum_wage_by_year(string day, int tenge) =>
        Rules.MinimumWage.On(DateOnly.Parse(day, null)).Value.ShouldBe(tenge);

    [Theory]
    [InlineData("2020-01-01", 2_125, 2_975)]
    [InlineData("2021-12-31", 2_125, 2_975)]
    [InlineData("2022-01-01", 3_000, 4_200)]
    [InlineData("2022-12-31", 3_000, 4_200)]
    [InlineData("2023-01-01", 3_500, 4_900)]
    [InlineData("2023-12-31", 3_500, 4_900)]
    [InlineData("2024-01-01", 4_250, 5_950)]
    [InlineData("2026-12-31", 4_250, 5_950)]
    public void What_settles_a_month_for_those_who_pay_for_themselves(string paidOn, int self, int entrepreneur)
    {
        var day = DateOnly.Parse(paidOn, null);

        Rules.Requirement(PaymentKind.Self, day).ShouldBe(Tenge.From(self));
        Rules.Requirement(PaymentKind.Entrepreneur, day).ShouldBe(Tenge.From(entrepreneur));
    }

    [Fact]
    public void Any_sum_of_another_kind_settles_a_month() =>
        Enum.GetValues<PaymentKind>().Where(k => k is not (PaymentKind.Self or PaymentKind.Entrepreneur))
            .ShouldAllBe(kind => Rules.Requirement(kind, new DateOnly(2026, 1, 1)) == new Tenge(1));

    [Theory]
    [InlineData("employerRate", "2021-12-31", "0.02")]
    [InlineData("employerRate", "2022-01-01", "0.03")]
    [InlineData("employeeRate", "2020-12-31", "0.01")]
    [InlineData("employeeRate", "2021-01-01", "0.02")]
    [InlineData("employerBaseCapMinimumWages", "2025-12-31", "10")]
    [InlineData("employerBaseCapMinimumWages", "2026-01-01", "40")]
    [InlineData("employeeBaseCapMinimumWages", "2025-12-31", "10")]
    [InlineData("employeeBaseCapMinimumWages", "2026-01-01", "20")]
    [InlineData("platformRate", "2026-01-01", "0.01")]
    [InlineData("monthlyCalculationIndex", "2020-03-31", "2651")]
    [InlineData("monthlyCalculationIndex", "2020-04-01", "2778")]
    [InlineData("monthlyCalculationIndex", "2026-01-01", "4325")]
    [InlineData("stateRate", "2020-01-01", "0.014")]
    [InlineData("stateRate", "2021-01-01", "0.016")]
    [InlineData("stateRate", "2022-01-01", "0.017")]
    [InlineData("stateRate", "2023-01-01", "0.018")]
    [InlineData("stateRate", "2024-01-01", "0.019")]
    [InlineData("stateRate", "2025-01-01", "0.02")]
    public void A_figure_on_a_day(string name, string day, string value) =>
        Rules.Figures[name].On(DateOnly.Parse(day, null)).Value
            .ShouldBe(decimal.Parse(value, System.Globalization.CultureInfo.InvariantCulture));

    [Theory]
    [InlineData(2024, 25_500, 17_000)]
    [InlineData(2026, 102_000, 34_000)]
    public void The_most_that_is_due_of_one_income(int year, int employer, int employee)
    {
        var day = new DateOnly(year, 1, 1);
        decimal On(string name) => Rules.Figures[name].On(day).Value;

        (On("employerRate") * On("employerBaseCapMinimumWages") * On("minimumWage")).ShouldBe(employer);
        (On("employeeRate") * On("employeeBaseCapMinimumWages") * On("minimumWage")).ShouldBe(employee);
    }

    [Fact]
    public void There_is_no_figure_before_its_first_day()
    {
        Rules.LocalRate.TryOn(new DateOnly(2025, 12, 31)).ShouldBeNull();
        Should.Throw<RuleDataException>(() => Rules.MinimumWage.On(new DateOnly(2019, 12, 31)))
            .Message.ShouldBe("No figure is in force on 2019-12-31; the first begins 2020-01-01.");
    }

    [Fact]
    public void There_are_twenty_regions() => (Rules.Regions.Count, Rules.Regions["75"], Rules.Regions["79"])
        .ShouldBe((20, "Алматы", "Шымкент"));

    [Theory]
    [InlineData("2020-01", "2277.42")]
    [InlineData("2021-01", "2989.04")]
    [InlineData("2022-01", "3614.2")]
    [InlineData("2023-12", "4505.6")]
    [InlineData("2024-06", "5884.24")]
    [InlineData("2025-01", "7285.9")]
    [InlineData("2026-01", "8108.32")]
    [InlineData("2026-12", "8108.32")]
    public void What_the_republican_budget_owes_for_a_person_and_month(string month, string tenge)
    {
        var expected = ExpectedContribution.Republican(Rules, Month.Parse(month));

        expected.Amount.ToString().ShouldBe(tenge);
        expected.Amount.ShouldBe(Tenge.Round(expected.Rate * expected.Base));
        expected.Cite.ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("75", "10377.14")]
    [InlineData("23", "12684.68")]
    [InlineData("27", "7236.96")]
    [InlineData("79", "6428.16")]
    [InlineData("10", "8462.66")]
    [InlineData("unknown", "8462.66")]
    [InlineData("", "8462.66")]
    public void What_a_local_budget_owes_for_a_person_and_month(string region, string tenge)
    {
        var expected = ExpectedContribution.Local(Rules, new Month(2026, 7), region);

        expected.Amount.ToString().ShouldBe(tenge);
        expected.Rate.ShouldBe(0.02m);
    }

    [Theory]
    [InlineData("2025-12")]
    [InlineData("2020-01")]
    public void Local_budgets_owe_nothing_before_2026(string month) =>
        Should.Throw<RuleDataException>(() => ExpectedContribution.Local(Rules, Month.Parse(month), "75"));

    [Fact]
    public void Budgets_owe_nothing_before_the_insurance_began() =>
        Should.Throw<RuleDataException>(() => ExpectedContribution.Republican(Rules, new Month(2019, 12)));
}
