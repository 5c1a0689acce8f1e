using Osms.Ledger.Insured;
using Osms.Ledger.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Dues;

/// <summary>A month's income as it was given.</summary>
public sealed record IncomeGiven(string? Payer, decimal Amount);

/// <summary>What is asked of the calculator, with nothing to refuse.</summary>
/// <param name="On">The day whose law holds.</param>
/// <param name="Kind">What the person lives on.</param>
/// <param name="Incomes">In the order in which they were declared; none where no income counts.</param>
/// <param name="Category">The person's; null: none.</param>
/// <param name="Region">KATO code, for what a local budget pays; null: not known.</param>
public sealed record CalculatorRequest(
    DateOnly On, IncomeKind Kind, IReadOnlyList<Income> Incomes, Category? Category, string? Region)
{
    private const int MostIncomes = 50;

    /// <summary>A sentence when there are incomes that do not count, or none that must; else null.</summary>
    public static string? IncomesProblem(string kind, int incomes)
    {
        if (!Code<IncomeKind>.TryParse(kind, out var known))
        {
            return null;
        }

        var needsIncomes = known is not (IncomeKind.Entrepreneur or IncomeKind.Self);
        return needsIncomes && incomes is < 1 or > MostIncomes ? $"What is earned in the month: 1 to {MostIncomes}."
            : !needsIncomes && incomes > 0 ? "What is due here depends on no income; leave it out."
            : null;
    }

    /// <summary>What is asked, or all that is wrong with it.</summary>
    public static (CalculatorRequest? Request, IReadOnlyList<Refusal> Refusals) Check(
        RuleBook rules, DateOnly on, string kind, IReadOnlyList<IncomeGiven> incomes, string? category, string? region)
    {
        var refusals = new List<Refusal>();
        if (!Code<IncomeKind>.TryParse(kind, out var known))
        {
            Refuse(RefusalCode.KindUnknown, "kind", $"There is {string.Join(", ", Code<IncomeKind>.All)}.");
        }

        if (category is not null && !rules.CategoryByCode.ContainsKey(category))
        {
            var codes = rules.Categories.Select(c => c.Code);
            Refuse(RefusalCode.CategoryUnknown, "category", $"There is {string.Join(", ", codes)}.");
        }

        if (region is not null && !rules.Regions.ContainsKey(region))
        {
            Refuse(RefusalCode.RegionUnknown, "region", "A region is the first two digits of its KATO code.");
        }

        foreach (var (index, income) in incomes.Index())
        {
            if (income.Payer is { } payer && !Digits.IsBinOrIin(payer))
            {
                Refuse(RefusalCode.PayerInvalid, $"incomes[{index}].payer", "A payer is a BIN or an IIN: 12 digits.");
            }

            if (income.Amount <= 0)
            {
                Refuse(RefusalCode.AmountNotPositive, Amount(index), "An income is more than 0 tenge.");
            }

            if (!Tenge.TryFrom(income.Amount, out _))
            {
                Refuse(RefusalCode.AmountPrecision, Amount(index), "An amount has at most two decimals (tiyn).");
            }
        }

        if (on < RuleBook.Beginning)
        {
            Refuse(
                RefusalCode.DateTooEarly, "on",
                $"OSMS began on {RuleBook.Beginning:yyyy-MM-dd}; before, nothing is due.");
        }
        else if (known == IncomeKind.Platform && !rules.PaymentKinds[PaymentKind.Platform].Contains(Month.Of(on)))
        {
            var first = rules.PaymentKinds[PaymentKind.Platform].First;
            Refuse(RefusalCode.KindNotInForce, "kind", $"Platforms pay contributions from {first} on.");
        }

        return refusals.Count > 0 ? (null, refusals) : (
            new CalculatorRequest(
                on, known, [.. incomes.Select(i => new Income(i.Payer, Tenge.From(i.Amount)))],
                category is null ? null : rules.CategoryByCode[category], region),
            refusals);

        void Refuse(RefusalCode code, string field, string detail) => refusals.Add(new Refusal(code, field, detail));
    }

    private static string Amount(int index) => $"incomes[{index}].amount";
}
