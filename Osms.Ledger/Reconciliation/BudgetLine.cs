using Osms.Ledger.Dues;
using Osms.Ledger.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Reconciliation;

/// <summary>What one budget owes for a month and what it has paid in.</summary>
/// <param name="Payer">The republican budget or a local one.</param>
/// <param name="Region">Of a local one: KATO code, or <see cref="MonthPayer.UnknownRegion"/>; else null.</param>
/// <param name="Persons">For whom it owes.</param>
/// <param name="Each">What it owes for one of them.</param>
/// <param name="Received">What was taken back is taken off.</param>
/// <param name="Categories">The same persons by what makes it liable, in the order of the rule data.</param>
public sealed record BudgetLine(
    Payer Payer, string? Region, long Persons, ExpectedContribution Each, Tenge Received,
    IReadOnlyList<CategoryCount> Categories)
{
    /// <summary>Exact: each person's amount is whole tiyn.</summary>
    public Tenge Expected => Each.Amount * Persons;

    /// <summary>Below zero when it has paid too little.</summary>
    public Tenge Difference => Received - Expected;

    public BudgetStatus Status => Difference.Tiyn switch
    {
        0 => BudgetStatus.Settled,
        > 0 => BudgetStatus.Over,
        _ => Received == Tenge.Zero ? BudgetStatus.NothingReceived : BudgetStatus.Short,
    };
}

/// <summary>How many people make a budget liable in the same way.</summary>
/// <param name="Category">Null for people at a welfare level who sought care.</param>
public readonly record struct CategoryCount(string? Category, long Persons);
