namespace Osms.Ledger.Tests.Naive;

/// <summary>
/// The figures and choices of the rules as a reader would note them down. A control bends one of them and expects the
/// comparison to notice: a rule that no random history touches would otherwise look tested.
/// </summary>
internal sealed record NaiveLaw
{
    internal static readonly NaiveLaw AsWritten = new();

    public DateOnly TransitionThrough { get; init; } = new(2020, 6, 30);

    public DateOnly ContributionsFrom { get; init; } = new(2020, 7, 1);

    public DateOnly PrepaidFrom { get; init; } = new(2022, 9, 5);

    public DateOnly WelfareFrom { get; init; } = new(2026, 1, 1);

    public DateOnly LongGraceFrom { get; init; } = new(2026, 1, 1);

    public int MonthsBack { get; init; } = 12;

    public int MonthsAhead { get; init; } = 12;

    public int Grace { get; init; } = 3;

    public int LongGrace { get; init; } = 6;

    public int MonthsForLongGrace { get; init; } = 60;

    /// <summary>Category months break the row of paid months that a long grace needs.</summary>
    public bool CategoryBreaksLongGrace { get; init; } = true;

    /// <summary>Grace follows a lost category as it follows the last paid month.</summary>
    public bool GraceFollowsCategory { get; init; } = true;

    /// <summary>A refunded payment does not count on the day of the refund itself.</summary>
    public bool RefundCountsFromItsDay { get; init; } = true;

    /// <summary>Sums of different kinds for one month are not added up.</summary>
    public bool KindsApart { get; init; } = true;

    /// <summary>The requirement is that of the day of payment, not of the month paid for.</summary>
    public bool RequirementOfPaymentDay { get; init; } = true;

    /// <summary>A year ahead is settled before it begins, not on its first day.</summary>
    public bool AheadMeansBefore { get; init; } = true;

    /// <summary>The month before a prepaid year is covered with it only if it is paid as well.</summary>
    public bool MonthBeforeAheadMustBePaid { get; init; } = true;

    /// <summary>Months that end before the 18th birthday are never owed.</summary>
    public bool ChildrenOweNothing { get; init; } = true;

    /// <summary>Months without a single day as a participant are never owed.</summary>
    public bool StrangersOweNothing { get; init; } = true;

    /// <summary>Cover for the poor ends when the level is neither D nor E for a day.</summary>
    public bool WelfareMustNotBreak { get; init; } = true;

    /// <summary>A month counts as category from its first category day on, not before.</summary>
    public bool CategoryMonthWaitsForItsDay { get; init; } = true;

    /// <summary>Of two records from the same day the one recorded later holds.</summary>
    public bool LaterRecordWins { get; init; } = true;

    /// <summary>Only a residence that begins after an emigration ends it.</summary>
    public bool ReturnMustBeLater { get; init; } = true;

    /// <summary>The day of a departure itself is still covered.</summary>
    public bool DepartureDayIsCovered { get; init; } = true;
}
