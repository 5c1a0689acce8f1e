using Osms.Ledger.Values;

namespace Osms.Ledger.Closing;

/// <summary>Why a month is not closed or opened again.</summary>
public enum ClosingRefusalCode
{
    MonthOutOfRange,
    MonthNotOver,
    MonthClosed,
    MonthNotClosed,
    PositionBeforeLast,
    ReasonMissing,
}

/// <summary>One reason for a refusal: its stable code, the field it is about, and what to do.</summary>
public sealed record ClosingRefusal(ClosingRefusalCode Code, string Field, string Detail)
{
    /// <summary>Of anything about a month before OSMS.</summary>
    public static ClosingRefusal OutOfRange { get; } = new(
        ClosingRefusalCode.MonthOutOfRange, "month", $"The first month there is is {MonthStream.First}.");

    /// <summary>Of a question what changed since a month was closed, when it is open.</summary>
    public static ClosingRefusal NotClosed { get; } = new(
        ClosingRefusalCode.MonthNotClosed, "from", "The month is open: say from which position or instant on.");

    /// <summary>The stable kebab-case code.</summary>
    public string CodeText => Code<ClosingRefusalCode>.Of(Code);
}

/// <summary>What becomes of a request to close a month or to open it again.</summary>
public abstract record ClosingDecision
{
    private ClosingDecision()
    {
    }

    /// <summary>To be done.</summary>
    public sealed record Accepted : ClosingDecision
    {
        public static readonly Accepted Instance = new();
    }

    /// <summary>Nothing to do: it was done before.</summary>
    public sealed record Repeated(MonthStep Before) : ClosingDecision;

    /// <summary>Not to be done.</summary>
    public sealed record Refused(ClosingRefusal Why) : ClosingDecision;
}

/// <summary>Decides on closings and reopenings, of what was closed and opened before.</summary>
public static class ClosingDecider
{
    /// <param name="closings">Of all months.</param>
    /// <param name="month">Which.</param>
    /// <param name="asked">The position as given; null: everything settled by now.</param>
    /// <param name="settled">That position.</param>
    /// <param name="today">In Kazakhstan.</param>
    public static ClosingDecision Close(
        Closings closings, Month month, LedgerPosition? asked, LedgerPosition settled, DateOnly today)
    {
        if (month < MonthStream.First)
        {
            return new ClosingDecision.Refused(ClosingRefusal.OutOfRange);
        }

        if (month >= Month.Of(today))
        {
            return Refused(
                ClosingRefusalCode.MonthNotOver, "month",
                $"It is still {today:yyyy-MM-dd} in Kazakhstan; close the month after its last day.");
        }

        if (closings.Standing(month) is { } standing)
        {
            return asked is null || asked == standing.Event.Position
                ? new ClosingDecision.Repeated(standing)
                : Refused(
                    ClosingRefusalCode.MonthClosed, "position",
                    $"The month is closed at position {standing.Event.Position}; open it again first.");
        }

        return InOrder(closings, settled);
    }

    /// <param name="closings">Of all months.</param>
    /// <param name="month">Which.</param>
    /// <param name="reason">As given.</param>
    /// <param name="settled">Everything settled by now.</param>
    public static ClosingDecision Reopen(Closings closings, Month month, string? reason, LedgerPosition settled)
    {
        if (month < MonthStream.First)
        {
            return new ClosingDecision.Refused(ClosingRefusal.OutOfRange);
        }

        if (string.IsNullOrWhiteSpace(reason))
        {
            return Refused(
                ClosingRefusalCode.ReasonMissing, "reason", "Say why the month is opened again; it is kept for good.");
        }

        if (closings.Standing(month) is null)
        {
            return closings.Of(month) is [.., { Event: MonthEvent.MonthReopened before } last]
                && before.Reason == reason
                ? new ClosingDecision.Repeated(last)
                : Refused(ClosingRefusalCode.MonthNotClosed, "month", "The month is open.");
        }

        return InOrder(closings, settled);
    }

    private static ClosingDecision InOrder(Closings closings, LedgerPosition settled) =>
        settled < closings.LastPosition
            ? Refused(
                ClosingRefusalCode.PositionBeforeLast, "position",
                $"A month was closed or opened again at position {closings.LastPosition}; name no earlier one.")
            : ClosingDecision.Accepted.Instance;

    private static ClosingDecision.Refused Refused(ClosingRefusalCode code, string field, string detail) =>
        new(new ClosingRefusal(code, field, detail));
}
