namespace Osms.Ledger.Reconciliation;

/// <summary>How what a budget has paid in for a month stands to what it owes.</summary>
public enum BudgetStatus
{
    /// <summary>Equal to the tiyn.</summary>
    Settled,

    /// <summary>Something came in, but less than is owed.</summary>
    Short,

    /// <summary>More than is owed.</summary>
    Over,

    /// <summary>Something is owed, and nothing is there.</summary>
    NothingReceived,
}
