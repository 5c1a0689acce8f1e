using System.Diagnostics;
using Osms.Ledger.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Dues;

/// <summary>
/// Who owes how much for a month (закон 405-V, ст. 26–29): each employer deductions up to its own cap, the person
/// contributions of all incomes together up to one cap, in the order given; nobody anything for a person in a category
/// but the budget.
/// </summary>
public sealed class Calculator
{
    // What frees of deductions and contributions; no figures, so not among those of the rule data.
    private const string NoDeduction = "Social Health Insurance Fund, explanation of OSMS, 2024";
    private const string NoContribution = "Law 405-V of 16.11.2015, art. 28(7)";

    private readonly RuleBook _rules;
    private readonly CalculatorRequest _asked;
    private readonly List<DueLine> _lines = [];
    private readonly HashSet<FigureInForce> _figures = [];

    private Calculator(RuleBook rules, CalculatorRequest asked) => (_rules, _asked) = (rules, asked);

    private DateOnly On => _asked.On;

    /// <param name="rules">The law.</param>
    /// <param name="asked">What is asked, with nothing to refuse.</param>
    public static Calculation Of(RuleBook rules, CalculatorRequest asked)
    {
        var calculator = new Calculator(rules, asked);
        switch (asked.Kind)
        {
            case IncomeKind.Employee:
                calculator.OfIncomes(Levy.OfEmployer(rules), Levy.OfEmployee(rules));
                break;
            case IncomeKind.Contract:
                calculator.OfIncomes(null, Levy.OfEmployee(rules));
                break;
            case IncomeKind.Platform:
                calculator.OfIncomes(null, Levy.OfPlatform(rules));
                break;
            case IncomeKind.Entrepreneur:
                calculator.OfMinimumWages(
                    PaymentKind.Entrepreneur, "entrepreneurRate", "entrepreneurBaseMinimumWages");
                break;
            case IncomeKind.Self:
                calculator.OfMinimumWages(PaymentKind.Self, "selfPayerRate", "selfPayerBaseMinimumWages");
                break;
            default:
                throw new UnreachableException($"{asked.Kind} has no dues.");
        }

        calculator.OfBudget();
        return new Calculation(
            asked.On, asked.Kind, asked.Category?.Code, calculator._lines,
            [.. calculator._figures.OrderBy(figure => figure.Name, StringComparer.Ordinal)]);
    }

    private void OfIncomes(Levy? employer, Levy own)
    {
        var ofPayer = new Dictionary<string, decimal>(StringComparer.Ordinal);
        var all = 0m;
        foreach (var income in _asked.Incomes)
        {
            if (employer is not null)
            {
                var before = income.Payer is { } payer ? ofPayer.GetValueOrDefault(payer) : 0;
                Add(DueFrom.Employer, employer, income, before);
                if (income.Payer is { } same)
                {
                    ofPayer[same] = before + income.Amount.Amount;
                }
            }

            Add(DueFrom.Person, own, income, all);
            all += income.Amount.Amount;
        }
    }

    private void Add(DueFrom from, Levy levy, Income income, decimal before)
    {
        var rate = levy.Rate(On);
        if (_asked.Category is not null)
        {
            Exempt(from, income, rate);
            return;
        }

        var cap = levy.Cap(On);
        var counts = levy.Base(income.Amount.Amount, before, On);
        var limit = counts < income.Amount.Amount ? DueLimit.Cap : DueLimit.None;
        var left = cap is { } most ? Math.Max(most - before - counts, 0) : (decimal?)null;
        var (cite, trust) = Cited(levy.Figures(On));
        _lines.Add(new DueLine(
            from, income, counts, rate, Tenge.Round(rate * counts), limit, cap, left, cite, trust));
    }

    private void OfMinimumWages(PaymentKind kind, string rateName, string wagesName)
    {
        var rate = Figure(rateName);
        if (_asked.Category is not null)
        {
            Exempt(DueFrom.Person, null, rate.Value);
            return;
        }

        var (wages, wage) = (Figure(wagesName), Figure("minimumWage"));
        var (cite, trust) = Cited([rate, wages, wage]);
        _lines.Add(new DueLine(
            DueFrom.Person, null, wages.Value * wage.Value, rate.Value, _rules.Requirement(kind, On), DueLimit.None,
            null, null, cite, trust));
    }

    private void OfBudget()
    {
        var payer = _asked.Category?.Payer.On(On).Value;
        if (payer is not (Payer.Republican or Payer.Local))
        {
            return;
        }

        var isLocal = payer == Payer.Local;
        var month = Month.Of(On);
        var region = _asked.Region ?? ExpectedContribution.National;
        var due = isLocal
            ? ExpectedContribution.Local(_rules, month, region)
            : ExpectedContribution.Republican(_rules, month);
        var rate = Figure(isLocal ? "localRate" : "stateRate");
        _figures.Add(isLocal ? ExpectedContribution.WageOf(_rules, month, region) : Figure("stateBaseAverageWage"));
        _figures.Add(rate);
        _lines.Add(new DueLine(
            isLocal ? DueFrom.Local : DueFrom.Republican, null, due.Base, due.Rate, due.Amount, DueLimit.None, null,
            null, $"{rate.Cite}; {due.Cite}", TrustMark.Weakest([rate.Trust, due.Trust])!));
    }

    private void Exempt(DueFrom from, Income? income, decimal rate)
    {
        var (cite, trust) = from == DueFrom.Employer ? (NoDeduction, "seed") : (NoContribution, "law");
        _lines.Add(new DueLine(
            from, income, 0, rate, Tenge.Zero, DueLimit.Category, null, null, cite, trust));
    }

    private FigureInForce Figure(string name) => FigureInForce.Of(name, _rules.Figures[name], On)!;

    private (string Cite, string Trust) Cited(IReadOnlyList<FigureInForce> figures)
    {
        _figures.UnionWith(figures);
        return (
            string.Join("; ", figures.Select(figure => figure.Cite).Distinct()),
            TrustMark.Weakest(figures.Select(figure => figure.Trust))!);
    }
}
