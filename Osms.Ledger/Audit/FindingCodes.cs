namespace Osms.Ledger.Audit;

/// <summary>The stable codes of what a verification finds.</summary>
public static class FindingCodes
{
    /// <summary>The versions of a stream's events are not 1, 2, 3 ….</summary>
    public const string VersionsNotContiguous = "versions-not-contiguous";

    /// <summary>A stream says another version than its last event.</summary>
    public const string StreamVersionDiffers = "stream-version-differs";

    public const string StreamWithoutEvents = "stream-without-events";

    public const string EventWithoutStream = "event-without-stream";

    /// <summary>A stream that belongs to no possible person.</summary>
    public const string StreamIsNoIin = "stream-is-no-iin";

    /// <summary>A stream of a budget whose name is none's.</summary>
    public const string StreamIsNoBudget = "stream-is-no-budget";

    /// <summary>A stream of a month whose name is none's.</summary>
    public const string StreamIsNoMonth = "stream-is-no-month";

    /// <summary>A later version of a stream has an earlier position.</summary>
    public const string PositionsNotInOrder = "positions-not-in-order";

    /// <summary>An event that this program does not know or cannot read.</summary>
    public const string EventUnreadable = "event-unreadable";

    /// <summary>An event that is read and would be written in another way.</summary>
    public const string EventJsonDiffers = "event-json-differs";

    /// <summary>An event that cannot have followed the ones before it.</summary>
    public const string HistoryImpossible = "history-impossible";

    public const string EventIdTwice = "event-id-twice";

    /// <summary>An event with a number that was never handed out.</summary>
    public const string PositionBeyondSequence = "position-beyond-sequence";

    public const string TenantDiffers = "tenant-differs";

    /// <summary>An event is archived and its stream is not, or the other way round.</summary>
    public const string ArchivedDiffers = "archived-differs";

    /// <summary>Recorded before OSMS, or later than now.</summary>
    public const string RecordedTimeWrong = "recorded-time-wrong";

    /// <summary>The file and line that an event came from cannot be read.</summary>
    public const string OriginUnreadable = "origin-unreadable";

    public const string CoverageMissing = "coverage-missing";

    public const string CoverageVersionDiffers = "coverage-version-differs";

    /// <summary>A row of coverage has another position than the last event of its stream.</summary>
    public const string CoveragePositionDiffers = "coverage-position-differs";

    /// <summary>A row of coverage answers otherwise than the events do.</summary>
    public const string CoverageRunsDiffer = "coverage-runs-differ";

    public const string CoverageWithoutStream = "coverage-without-stream";

    public const string StateMissing = "state-missing";

    public const string StateVersionDiffers = "state-version-differs";

    /// <summary>A row of state holds other facts than the events do.</summary>
    public const string StateFactsDiffer = "state-facts-differ";

    public const string StateWithoutStream = "state-without-stream";

    public const string TransferMissing = "transfer-missing";

    /// <summary>A row of a transfer says something else than its event does.</summary>
    public const string TransferDiffers = "transfer-row-differs";

    public const string TransferWithoutEvent = "transfer-without-event";

    /// <summary>The changes that figures are added up from are not those that a person's events make.</summary>
    public const string FiguresDiffer = "figures-differ";

    public const string FiguresWithoutStream = "figures-without-stream";

    /// <summary>Sums of a stretch of positions are not those of its changes.</summary>
    public const string FigureSumsDiffer = "figure-sums-differ";

    /// <summary>What was frozen when a month was closed is not what its events add up to.</summary>
    public const string ClosedMonthDiffers = "closed-month-differs";

    public const string HighWaterMissing = "high-water-missing";

    /// <summary>More is said to be settled than was handed out.</summary>
    public const string HighWaterBeyondSequence = "high-water-beyond-sequence";

    /// <summary>A later entry of the clock does not have a higher position.</summary>
    public const string ClockNotGrowing = "clock-not-growing";

    public const string ClockBeyondHighWater = "clock-beyond-high-water";

    /// <summary>An entry of the clock is later than the latest instant that was answered for.</summary>
    public const string ClockBeyondChecked = "clock-beyond-checked";

    /// <summary>An entry of the clock says that an event was known before it was recorded.</summary>
    public const string ClockBeforeEvents = "clock-before-events";

    /// <summary>Settled events that no instant includes.</summary>
    public const string ClockIncomplete = "clock-incomplete";

    /// <summary>The rows of an import do not add up, or more of the file is read than there is.</summary>
    public const string ImportCountsDiffer = "import-counts-differ";

    /// <summary>An import counts more accepted rows than there are events of it.</summary>
    public const string ImportEventsMissing = "import-events-missing";

    /// <summary>An import names an event with a number that was never handed out.</summary>
    public const string ImportBeyondSequence = "import-beyond-sequence";

    /// <summary>The listed problems of an import are not the first ones of those it counts.</summary>
    public const string ImportProblemsDiffer = "import-problems-differ";
}
