using System.Globalization;
using Osms.Ledger.Dues;
using Osms.Ledger.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Dues;

/// <summary>
/// Who owes how much for a month: every example with a figure in the Fund's explanation of 2024, the same for other
/// years, and the edges of the caps.
/// </summary>
public sealed class CalculatorTests
{
    private static readonly RuleBook Rules = RuleBook.Embedded;

    // Day, kind, incomes (payer:amount, or an amount of a payer of its own), and the lines as from:amount[!limit].
    public static TheoryData<string, string, string, string, string> Table => new()
    {
        // The employer: 3 % of the wage, at most 25 500. The employee: 2 %, at most 17 000.
        { "employer and employee at the cap", "2024-01-01", "employee", "850000", "E:25500 P:17000" },
        { "a tiyn's worth below the cap", "2024-01-01", "employee", "849999", "E:25499.97 P:16999.98" },
        { "above the cap", "2024-12-31", "employee", "850000.01", "E:25500!cap P:17000!cap" },
        { "far above the cap", "2024-05-15", "employee", "2000000", "E:25500!cap P:17000!cap" },
        { "the minimum wage", "2024-05-15", "employee", "85000", "E:2550 P:1700" },

        // Two jobs: 17 000 together, each employer up to 25 500 of its own.
        {
            "two jobs at the cap", "2024-05-15", "employee", "850000 850000", "E:25500 P:17000 E:25500 P:0!cap"
        },
        {
            "two jobs across the cap", "2024-05-15", "employee", "600000 400000",
            "E:18000 P:12000 E:12000 P:5000!cap"
        },
        {
            "the same two in the other order", "2024-05-15", "employee", "400000 600000",
            "E:12000 P:8000 E:18000 P:9000!cap"
        },
        { "two jobs below the cap", "2024-05-15", "employee", "400000 450000", "E:12000 P:8000 E:13500 P:9000" },
        {
            "two incomes of one employer share its cap", "2024-05-15", "employee",
            "990540001230:600000 990540001230:400000", "E:18000 P:12000 E:7500!cap P:5000!cap"
        },
        {
            "a third income of the first employer", "2024-05-15", "employee",
            "990540001230:800000 120440983692:100000 990540001230:100000",
            "E:24000 P:16000 E:3000 P:1000!cap E:1500!cap P:0!cap"
        },

        // Civil contracts: contributions as of employees, no deductions.
        { "a contract", "2024-05-15", "contract", "300000", "P:6000" },
        { "a contract above the cap", "2024-05-15", "contract", "900000", "P:17000!cap" },

        // Entrepreneurs 5 950, people who pay for themselves 4 250.
        { "an entrepreneur", "2024-05-15", "entrepreneur", "", "P:5950" },
        { "for oneself", "2024-05-15", "self", "", "P:4250" },
        { "for oneself, 2025", "2025-12-31", "self", "", "P:4250" },

        // 2026: 40 and 20 minimum wages.
        { "2026 at the employer's cap", "2026-01-01", "employee", "3400000", "E:102000 P:34000!cap" },
        { "2026 at the employee's cap", "2026-01-01", "employee", "1700000", "E:51000 P:34000" },
        { "2026 above both", "2026-11-22", "employee", "5000000", "E:102000!cap P:34000!cap" },
        {
            "2026 two jobs", "2026-11-22", "employee", "1000000 1000000", "E:30000 P:20000 E:30000 P:14000!cap"
        },
        { "2026 an entrepreneur", "2026-11-22", "entrepreneur", "", "P:5950" },
        { "2026 for oneself", "2026-11-22", "self", "", "P:4250" },
        { "2026 a platform, without a cap", "2026-01-01", "platform", "250000", "P:2500" },
        { "2026 a platform, a large income", "2026-01-01", "platform", "9000000", "P:90000" },

        // The law of each year before.
        { "the day before 2026", "2025-12-31", "employee", "3400000", "E:25500!cap P:17000!cap" },
        { "2023", "2023-12-31", "employee", "700000", "E:21000 P:14000" },
        { "2023 for oneself", "2023-12-31", "self", "", "P:3500" },
        { "2022", "2022-01-01", "employee", "1000000", "E:18000!cap P:12000!cap" },
        { "2021", "2021-12-31", "employee", "425000", "E:8500 P:8500" },
        { "2020", "2020-01-01", "employee", "500000", "E:8500!cap P:4250!cap" },
        { "2020 an entrepreneur", "2020-01-01", "entrepreneur", "", "P:2975" },

        // Half a tiyn goes up, a little less than half down.
        { "half a tiyn", "2024-05-15", "contract", "100.25", "P:2.01" },
        { "less than half a tiyn", "2024-05-15", "contract", "100.24", "P:2" },
        { "one tiyn", "2024-05-15", "employee", "0.01", "E:0 P:0" },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void What_is_due(string what, string on, string kind, string incomes, string lines) =>
        Written(Of(on, kind, incomes)).ShouldBe(lines, what);

    [Theory]
    [InlineData("2024-05-15", "pensioner-or-veteran", "E:0!category P:0!category R:5884.24")]
    [InlineData("2024-05-15", "registered-unemployed", "E:0!category P:0!category R:5884.24")]
    [InlineData("2026-05-15", "registered-unemployed", "E:0!category P:0!category L:8462.66")]
    [InlineData("2026-05-15", "child", "E:0!category P:0!category R:8108.32")]
    [InlineData("2026-05-15", "service-personnel", "E:0!category P:0!category")]
    public void In_a_category_only_a_budget_owes(string on, string category, string lines) =>
        Written(Of(on, "employee", "600000", category)).ShouldBe(lines);

    [Fact]
    public void What_the_state_pays_in_2024_is_over_5_800_tenge_for_one_person() =>
        Of("2024-05-15", "self", "", "child").Sum(DueFrom.Republican).ShouldBeGreaterThan(Tenge.From(5_800));

    [Theory]
    [InlineData("23", "12684.68")]
    [InlineData("75", "10377.14")]
    [InlineData("61", "8462.66")]
    public void A_local_budget_pays_by_the_wage_of_its_region(string region, string amount) =>
        Of("2026-05-15", "self", "", "registered-unemployed", region).Sum(DueFrom.Local).Amount
            .ShouldBe(decimal.Parse(amount, CultureInfo.InvariantCulture));

    [Fact]
    public void A_year_paid_month_by_month_is_51_000() =>
        (Of("2024-05-15", "self", "").Sum() * 12).ShouldBe(Tenge.From(51_000));

    [Fact]
    public void Every_line_says_what_it_rests_on_and_what_is_left_of_the_cap()
    {
        var answer = Of("2024-05-15", "employee", "600000 400000");

        answer.Lines.Select(l => (l.Base, l.Rate, l.Cap, l.CapLeft)).ShouldBe(
        [
            (600_000m, 0.03m, 850_000m, 250_000m), (600_000m, 0.02m, 850_000m, 250_000m),
            (400_000m, 0.03m, 850_000m, 450_000m), (250_000m, 0.02m, 850_000m, 0m),
        ]);
        answer.Lines.ShouldAllBe(l => l.Cite.Contains("Law 405-V") && TrustMark.All.Contains(l.Trust));
        answer.Figures.Select(f => f.Name).ShouldBe(
        [
            "employeeBaseCapMinimumWages", "employeeRate", "employerBaseCapMinimumWages", "employerRate",
            "minimumWage",
        ]);
        answer.Sum(DueFrom.Employer).ShouldBe(Tenge.From(30_000));
        answer.Sum(DueFrom.Person).ShouldBe(Tenge.From(17_000));
        answer.Sum().ShouldBe(Tenge.From(47_000));
    }

    [Fact]
    public void What_frees_a_person_in_a_category_is_cited() =>
        Of("2024-05-15", "employee", "600000", "child").Lines.Take(2).Select(l => l.Cite).ShouldBe(
            ["Social Health Insurance Fund, explanation of OSMS, 2024", "Law 405-V of 16.11.2015, art. 28(7)"]);

    [Theory]
    [InlineData("2019-12-31", "self", "", null, null, "date-too-early on")]
    [InlineData("2025-12-31", "platform", "1", null, null, "kind-not-in-force kind")]
    [InlineData("2024-01-01", "employer", "1", null, null, "kind-unknown kind")]
    [InlineData("2024-01-01", "self", "", "orphan", "00", "category-unknown category|region-unknown region")]
    [InlineData("2024-01-01", "contract", "x:0", null, null,
        "payer-invalid incomes[0].payer|amount-not-positive incomes[0].amount")]
    [InlineData("2024-01-01", "contract", "1 0.001", null, null, "amount-precision incomes[1].amount")]
    public void What_cannot_be_calculated_is_refused(
        string on, string kind, string incomes, string? category, string? region, string codes) =>
        string.Join('|', Check(on, kind, incomes, category, region).Refusals.Select(r => $"{r.CodeText} {r.Field}"))
            .ShouldBe(codes);

    [Theory]
    [InlineData("employee", 1, true)]
    [InlineData("employee", 50, true)]
    [InlineData("employee", 0, false)]
    [InlineData("employee", 51, false)]
    [InlineData("self", 0, true)]
    [InlineData("self", 1, false)]
    [InlineData("entrepreneur", 1, false)]
    public void Incomes_are_given_where_they_count_and_nowhere_else(string kind, int incomes, bool isRight) =>
        (CalculatorRequest.IncomesProblem(kind, incomes) is null).ShouldBe(isRight);

    private static Calculation Of(
        string on, string kind, string incomes, string? category = null, string? region = null)
    {
        var (request, refusals) = Check(on, kind, incomes, category, region);
        refusals.ShouldBeEmpty();
        return Calculator.Of(Rules, request!);
    }

    private static (CalculatorRequest? Request, IReadOnlyList<Osms.Ledger.Insured.Refusal> Refusals) Check(
        string on, string kind, string incomes, string? category, string? region) => CalculatorRequest.Check(
            Rules, DateOnly.Parse(on, CultureInfo.InvariantCulture), kind, [.. Given(incomes)], category, region);

    private static IEnumerable<IncomeGiven> Given(string incomes) =>
        from income in incomes.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        let parts = income.Split(':')
        select new IncomeGiven(
            parts.Length == 2 ? parts[0] : null, decimal.Parse(parts[^1], CultureInfo.InvariantCulture));

    private static string Written(Calculation answer) => string.Join(' ', answer.Lines.Select(line =>
        $"{Code<DueFrom>.Of(line.From)[..1].ToUpperInvariant()}:{line.Amount}"
        + (line.Limit == DueLimit.None ? string.Empty : $"!{Code<DueLimit>.Of(line.Limit)}")));
}
