using Osms.Ledger.Budgets;
using Osms.Ledger.Dues;
using Osms.Ledger.Reconciliation;
using Osms.Ledger.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Closing;

/// <summary>A payer as finance settles accounts with it.</summary>
/// <param name="Payer">Who.</param>
/// <param name="Region">Of a local budget: KATO code or <c>unknown</c>; null for all others.</param>
public readonly record struct Account(Payer Payer, string? Region) : IComparable<Account>
{
    /// <summary>The bits of a <see cref="PayerCode"/> that stand for it: of payer and region.</summary>
    public const int CodeBits = 65031;

    /// <summary>Of a <see cref="PayerCode"/> that stands for a payer.</summary>
    public static Account Of(int code, RuleBook rules)
    {
        var payer = PayerCode.Unpack(code, rules);
        return new Account(payer.Payer, payer.Region);
    }

    /// <summary>That of a budget.</summary>
    public static Account Of(BudgetPayer budget) => budget.IsRepublican
        ? new Account(Payer.Republican, null)
        : new Account(Payer.Local, budget.Code);

    /// <summary>What one person of a month costs it.</summary>
    public Tenge Due(Month month, RuleBook rules) => Payer switch
    {
        Payer.Republican => ExpectedContribution.Republican(rules, month).Amount,
        Payer.Local => ExpectedContribution.Local(rules, month, Region!).Amount,
        _ => Tenge.Zero,
    };

    /// <summary>By payer; regions by code, the unknown one last.</summary>
    public int CompareTo(Account other) => Payer == other.Payer
        ? string.CompareOrdinal(Region, other.Region)
        : Payer.CompareTo(other.Payer);
}
