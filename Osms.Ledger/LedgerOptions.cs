namespace Osms.Ledger;

/// <summary>Every limit of the ledger in one place; <see cref="Validate"/> names the one that is wrong.</summary>
public sealed record LedgerOptions
{
    /// <summary>The database; null when the host brings its own.</summary>
    public string? ConnectionString { get; init; }

    /// <summary>Where the program keeps its own PostgreSQL; null for the default directory.</summary>
    public string? DataDirectory { get; init; }

    /// <summary>How the program logs.</summary>
    public LogFormat LogFormat { get; init; }

    /// <summary>Whether every call is a line of the log: method, route, status, time, code.</summary>
    public bool LogRequests { get; init; }

    /// <summary>
    /// How long a service that was told to stop still serves while it says that it is not ready, so that a balancer
    /// can send its callers elsewhere.
    /// </summary>
    public TimeSpan DrainTime { get; init; } = TimeSpan.Zero;

    /// <summary>How long requests that run may then take to end; what takes longer is cut off.</summary>
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often one command is tried when others write to the same person.</summary>
    public int MaxAttempts { get; init; } = 30;

    /// <summary>How long a connection or a statement may take before it is given up, in whole seconds.</summary>
    public TimeSpan CommandTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a question waits for a position that is handed out but not yet settled.</summary>
    public TimeSpan SettlePatience { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How often a service moves the high water and the clock of positions.</summary>
    public TimeSpan HighWaterInterval { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>
    /// How long a single call may take, from its first byte to its answer; files and long batches are not limited so.
    /// </summary>
    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Connections at once; one more is closed without a word.</summary>
    public int MaxConnections { get; init; } = 5_000;

    /// <summary>Calls that are worked on at once; more than the database serves well only wait there.</summary>
    public int CallsAtOnce { get; init; } = 64;

    /// <summary>Calls that wait for their turn; one more is told to come again.</summary>
    public int CallsWaiting { get; init; } = 1_000;

    /// <summary>Batches of lines that are answered at once; others wait, having been read.</summary>
    public int LineBatchesAtOnce { get; init; } = 8;

    /// <summary>How long the sender of a file or a long batch may send nothing, or read nothing.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Bytes of a file or a long batch that is sent, as it is sent.</summary>
    public long MaxUploadBytes { get; init; } = 64L << 30;

    /// <summary>How many times its own size a compressed file may unpack to; 16 MiB it always may.</summary>
    public int MaxGzipRatio { get; init; } = 200;

    /// <summary>Rows of a file in one transaction, which should last well under two seconds.</summary>
    public int ImportBatchRows { get; init; } = 1_000;

    /// <summary>People whom statistics count by their events; with more of them they wait for a rebuild.</summary>
    public int StatisticsFoldedAtMost { get; init; } = 10_000;

    /// <summary>Problems of an import that its report lists; all are counted.</summary>
    public int ImportProblemsListed { get; init; } = 1_000;

    /// <summary>Findings of a verification that are listed; all are counted.</summary>
    public int VerifyFindingsListed { get; init; } = 100;

    /// <summary>Problems of an import that the journal keeps, to be read in pages; all are counted.</summary>
    public int ImportProblemsKept { get; init; } = 100_000;

    /// <summary>How long an import waits for a database that has gone away before it is interrupted.</summary>
    public TimeSpan ImportPatience { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Files that a service imports at once; the others that it has accepted are queued.</summary>
    public int ImportsAtOnce { get; init; } = 2;

    /// <summary>Workers of a rebuild; each has a thread and three connections, as far as there are so many.</summary>
    public int RebuildWorkers { get; init; } = 2;

    /// <summary>
    /// Where a service keeps files until they are imported; null for the default directory.
    /// </summary>
    public string? SpoolDirectory { get; init; }

    /// <exception cref="ArgumentException">An option is out of range; says which and what is allowed.</exception>
    public LedgerOptions Validate()
    {
        Require(Enum.IsDefined(LogFormat), nameof(LogFormat), "auto, text or json");
        Require(
            DrainTime >= TimeSpan.Zero && DrainTime <= TimeSpan.FromMinutes(10), nameof(DrainTime), "0 to 10 minutes");
        Require(
            StopTimeout >= TimeSpan.FromSeconds(1) && StopTimeout <= TimeSpan.FromMinutes(10),
            nameof(StopTimeout), "1 second to 10 minutes");
        Require(IsPath(DataDirectory), nameof(DataDirectory), "the path of a directory");
        Require(MaxAttempts is >= 1 and <= 1_000, nameof(MaxAttempts), "1 to 1000");
        Require(
            CommandTimeout >= TimeSpan.FromSeconds(1) && CommandTimeout <= TimeSpan.FromHours(1)
                && CommandTimeout.Ticks % TimeSpan.TicksPerSecond == 0,
            nameof(CommandTimeout), "1 second to 1 hour, in whole seconds");
        Require(
            SettlePatience >= TimeSpan.Zero && SettlePatience <= TimeSpan.FromMinutes(5),
            nameof(SettlePatience), "0 to 5 minutes");
        Require(
            HighWaterInterval >= TimeSpan.FromMilliseconds(10) && HighWaterInterval <= TimeSpan.FromMinutes(1),
            nameof(HighWaterInterval), "10 milliseconds to 1 minute");
        Require(
            CallTimeout >= TimeSpan.FromMilliseconds(100) && CallTimeout <= TimeSpan.FromHours(1),
            nameof(CallTimeout), "100 milliseconds to 1 hour");
        Require(MaxConnections is >= 1 and <= 1_000_000, nameof(MaxConnections), "1 to 1000000");
        Require(CallsAtOnce is >= 1 and <= 10_000, nameof(CallsAtOnce), "1 to 10000");
        Require(CallsWaiting is >= 0 and <= 1_000_000, nameof(CallsWaiting), "0 to 1000000");
        Require(LineBatchesAtOnce is >= 1 and <= 1_000, nameof(LineBatchesAtOnce), "1 to 1000");
        Require(
            IdleTimeout >= TimeSpan.FromMilliseconds(100) && IdleTimeout <= TimeSpan.FromDays(1),
            nameof(IdleTimeout), "100 milliseconds to 1 day");
        Require(MaxUploadBytes is >= 1 and <= 1L << 50, nameof(MaxUploadBytes), "1 to 1125899906842624");
        Require(MaxGzipRatio is >= 1 and <= 2_000, nameof(MaxGzipRatio), "1 to 2000");
        Require(ImportBatchRows is >= 1 and <= 50_000, nameof(ImportBatchRows), "1 to 50000");
        Require(StatisticsFoldedAtMost is >= 0 and <= 1_000_000, nameof(StatisticsFoldedAtMost), "0 to 1000000");
        Require(ImportProblemsListed is >= 0 and <= 100_000, nameof(ImportProblemsListed), "0 to 100000");
        Require(VerifyFindingsListed is >= 0 and <= 100_000, nameof(VerifyFindingsListed), "0 to 100000");
        Require(
            ImportProblemsKept >= ImportProblemsListed && ImportProblemsKept <= 10_000_000,
            nameof(ImportProblemsKept), "ImportProblemsListed to 10000000");
        Require(
            ImportPatience >= TimeSpan.Zero && ImportPatience <= TimeSpan.FromDays(7),
            nameof(ImportPatience), "0 to 7 days");
        Require(ImportsAtOnce is >= 1 and <= 64, nameof(ImportsAtOnce), "1 to 64");
        Require(RebuildWorkers is >= 1 and <= 32, nameof(RebuildWorkers), "1 to 32");
        Require(IsPath(SpoolDirectory), nameof(SpoolDirectory), "the path of a directory");
        return this;
    }

    private static bool IsPath(string? path) =>
        string.IsNullOrEmpty(path) || (!string.IsNullOrWhiteSpace(path) && !path.Any(char.IsControl));

    private static void Require(bool isRight, string option, string allowed)
    {
        if (!isRight)
        {
            throw new ArgumentException($"Ledger:{option} is out of range; allowed is {allowed}.");
        }
    }
}
