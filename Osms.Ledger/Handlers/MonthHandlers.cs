using Osms.Ledger.Closing;
using Osms.Ledger.Queries;
using Osms.Ledger.Store;
using Osms.Ledger.Telemetry;
using Osms.Ledger.Values;

namespace Osms.Ledger.Handlers;

/// <summary>Freeze a month at a position; at everything settled by now when none is given.</summary>
public sealed record CloseMonth(Month Month, LedgerPosition? Position, EventOrigin Origin) : IMessage<MonthResult>;

/// <summary>Let a closed month take changes again.</summary>
public sealed record ReopenMonth(Month Month, string? Reason, EventOrigin Origin) : IMessage<MonthResult>;

/// <summary>What is booked in a month?</summary>
/// <param name="Month">Which.</param>
/// <param name="Recompute">Add a closed month up again and compare.</param>
public sealed record AskMonth(Month Month, bool Recompute) : IMessage<MonthStatement?>;

/// <summary>Which months were ever closed?</summary>
public sealed record AskMonths : IMessage<IReadOnlyList<(Month Month, IReadOnlyList<MonthStep> History)>>;

/// <summary>The way in for those who close months.</summary>
public static class CloseMonthHandler
{
    public static async Task<MonthResult> Handle(
        CloseMonth message, MonthLedger months, CancellationToken cancellation)
    {
        using var call = HandlerCall.Begin("close-month");
        var result = await months.CloseAsync(message.Month, message.Position, message.Origin, cancellation);
        call?.Ended(MonthOutcome.Of(result));
        return result;
    }
}

/// <summary>The way in for those who open months again.</summary>
public static class ReopenMonthHandler
{
    public static async Task<MonthResult> Handle(
        ReopenMonth message, MonthLedger months, CancellationToken cancellation)
    {
        using var call = HandlerCall.Begin("reopen-month");
        var result = await months.ReopenAsync(message.Month, message.Reason, message.Origin, cancellation);
        call?.Ended(MonthOutcome.Of(result));
        return result;
    }
}

/// <summary>The way in for questions about one month.</summary>
public static class AskMonthHandler
{
    /// <returns>Null for a month before OSMS.</returns>
    public static async Task<MonthStatement?> Handle(
        AskMonth message, MonthStatementQuery query, CancellationToken cancellation)
    {
        using var call = HandlerCall.Begin("month");
        var answer = message.Month < MonthStream.First
            ? null
            : await query.AskAsync(message.Month, message.Recompute, cancellation);
        call?.Ended(answer is null ? "refused" : "answered");
        return answer;
    }
}

/// <summary>The way in for the list of months.</summary>
public static class AskMonthsHandler
{
    public static Task<IReadOnlyList<(Month Month, IReadOnlyList<MonthStep> History)>> Handle(
        AskMonths message, MonthStatementQuery query, CancellationToken cancellation) =>
        query.ListAsync(cancellation);
}

/// <summary>How a call ended, as telemetry says it.</summary>
internal static class MonthOutcome
{
    internal static string Of(MonthResult result) => result switch
    {
        MonthResult.Recorded => "recorded",
        MonthResult.Repeated => "repeated",
        MonthResult.Refused => "refused",
        MonthResult.Unsettled => "unsettled",
        _ => "contended",
    };
}
