namespace Osms.Ledger;

/// <summary>Every limit of the ledger in one place; <see cref="Validate"/> names the one that is wrong.</summary>
public sealed record LedgerOptions
{
    /// <summary>The database; null when the host brings its own.</summary>
    public string? ConnectionString { get; init; }

    /// <summary>Where the program keeps its own PostgreSQL; null for the default directory.</summary>
    public string? DataDirectory { get; init; }

    /// <summary>How often one command is tried when others write to the same person.</summary>
    public int MaxAttempts { get; init; } = 30;

    /// <summary>How long a question waits for a position that is handed out but not yet settled.</summary>
    public TimeSpan SettlePatience { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How often a service moves the high water and the clock of positions.</summary>
    public TimeSpan HighWaterInterval { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Rows of a file in one transaction, which should last well under two seconds.</summary>
    public int ImportBatchRows { get; init; } = 2_000;

    /// <summary>Problems of an import that are listed; all are counted.</summary>
    public int ImportProblemsListed { get; init; } = 1_000;

    /// <summary>Findings of a verification that are listed; all are counted.</summary>
    public int VerifyFindingsListed { get; init; } = 100;

    /// <exception cref="ArgumentException">An option is out of range; says which and what is allowed.</exception>
    public LedgerOptions Validate()
    {
        Require(MaxAttempts is >= 1 and <= 1_000, nameof(MaxAttempts), "1 to 1000");
        Require(
            SettlePatience >= TimeSpan.Zero && SettlePatience <= TimeSpan.FromMinutes(5),
            nameof(SettlePatience), "0 to 5 minutes");
        Require(
            HighWaterInterval >= TimeSpan.FromMilliseconds(10) && HighWaterInterval <= TimeSpan.FromMinutes(1),
            nameof(HighWaterInterval), "10 milliseconds to 1 minute");
        Require(ImportBatchRows is >= 1 and <= 50_000, nameof(ImportBatchRows), "1 to 50000");
        Require(ImportProblemsListed is >= 0 and <= 100_000, nameof(ImportProblemsListed), "0 to 100000");
        Require(VerifyFindingsListed is >= 0 and <= 100_000, nameof(VerifyFindingsListed), "0 to 100000");
        return this;
    }

    private static void Require(bool isRight, string option, string allowed)
    {
        if (!isRight)
        {
            throw new ArgumentException($"Ledger:{option} is out of range; allowed is {allowed}.");
        }
    }
}
