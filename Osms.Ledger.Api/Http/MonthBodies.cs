using System.Text.Json.Serialization;
using Osms.Ledger.Closing;
using Osms.Ledger.Queries;
using Osms.Ledger.Values;

namespace Osms.Ledger.Api.Http;

/// <summary>What is booked in a month.</summary>
public sealed record MonthBody(
    Month Month, BookingState State, string Rules,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Recomputation? Recomputed,
    MonthFigures Figures, IReadOnlyList<MonthStepBody> History);

/// <summary>Every month that was ever closed.</summary>
public sealed record MonthsBody(IReadOnlyList<MonthLineBody> Months);

/// <summary>One month that was ever closed.</summary>
public sealed record MonthLineBody(Month Month, BookingState State, IReadOnlyList<MonthStepBody> History);

/// <summary>A closing or reopening.</summary>
public sealed record MonthStepBody(
    int Version, string Type, LedgerPosition Position, DateTimeOffset RecordedAt, string? By,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Reason);

/// <summary>From answers about months to what is written.</summary>
internal static class MonthBodies
{
    internal static MonthBody Of(MonthStatement answer) => new(
        answer.Month, answer.State, answer.Rules, answer.Recomputed, answer.Figures,
        [.. answer.History.Select(Of)]);

    internal static MonthsBody Of(IReadOnlyList<(Month Month, IReadOnlyList<MonthStep> History)> months) => new(
    [
        .. months.Select(month => new MonthLineBody(
            month.Month,
            month.History[^1].Event is MonthEvent.MonthClosed ? BookingState.Closed : BookingState.Open,
            [.. month.History.Select(Of)])),
    ]);

    internal static IResult Result(MonthResult result) => result switch
    {
        MonthResult.Recorded r => Results.Json(
            Bodies.Of(r.Position, r.Version, r.Event, repeated: false), LedgerJson.Options,
            statusCode: StatusCodes.Status201Created),
        MonthResult.Repeated r => Results.Json(
            Bodies.Of(r.Position, r.Version, r.Event, repeated: true), LedgerJson.Options),
        MonthResult.Refused { Why: var why } => Refused(why),
        MonthResult.Unsettled { Why: var why } => Answers.Of(why),
        _ => Problem.Later(
            StatusCodes.Status409Conflict, "conflict", "Others keep closing months; send it again.", 1),
    };

    internal static IResult Refused(ClosingRefusal why) => Problem.Of(
        StatusCodes.Status422UnprocessableEntity,
        why.CodeText,
        "The request is refused.",
        [new ProblemError(why.CodeText, why.Field, why.Detail)]);

    private static MonthStepBody Of(MonthStep step) => new(
        step.Version, MonthEvent.NameOf(step.Event), step.Event.Position, step.RecordedAt, step.By,
        (step.Event as MonthEvent.MonthReopened)?.Reason);
}
