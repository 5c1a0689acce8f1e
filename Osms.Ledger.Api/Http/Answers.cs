using Osms.Ledger.Closing;
using Osms.Ledger.Insured;
using Osms.Ledger.Queries;
using Osms.Ledger.Store;

namespace Osms.Ledger.Api.Http;

/// <summary>The ledger's results as HTTP results.</summary>
internal static class Answers
{
    internal static IResult Of<T>(Answered<T> answered, Func<T, object> body) =>
        Of(answered, answer => Results.Json(body(answer), LedgerJson.Options));

    internal static IResult Of<T>(Answered<T> answered, Func<T, IResult> result) => answered switch
    {
        Answered<T>.Found found => result(found.Answer),
        Answered<T>.Unsettled unsettled => Of(unsettled.Why),
        Answered<T>.MonthOutOfRange range => Problem.Of(
            StatusCodes.Status422UnprocessableEntity, "month-out-of-range",
            $"There are figures for the months from {range.First} to {range.Last}."),
        Answered<T>.MonthNotClosed => MonthBodies.Refused(ClosingRefusal.NotClosed),
        Answered<T>.ServiceUnknown => Problem.Of(
            StatusCodes.Status422UnprocessableEntity, "service-unknown",
            "There is no such care; GET /v1/packages lists all with their codes."),
        _ => Problem.IinInvalid(),
    };

    internal static IResult Of(RecordResult result) => result switch
    {
        RecordResult.Recorded r => Results.Json(
            Bodies.Of(r.Position, r.Version, r.Event, repeated: false), LedgerJson.Options,
            statusCode: StatusCodes.Status201Created),
        RecordResult.Repeated r => Results.Json(
            Bodies.Of(r.Position, r.Version, r.Event, repeated: true), LedgerJson.Options),
        RecordResult.Refused r => Refused("The command is refused.", r.Refusals),
        _ => Problem.Later(
            StatusCodes.Status409Conflict, "conflict", "Others keep writing to the same person; send it again.", 1),
    };

    internal static IResult Refused(string title, IReadOnlyList<Refusal> refusals) => Problem.Of(
        StatusCodes.Status422UnprocessableEntity,
        refusals[0].CodeText,
        title,
        [.. refusals.Select(one => new ProblemError(one.CodeText, one.Field, one.Detail))]);

    internal static IResult Of(Settlement why) => why switch
    {
        Settlement.NotSettled => Problem.Later(
            StatusCodes.Status503ServiceUnavailable,
            "position-not-settled",
            "A transaction below this position is still running; ask again.",
            1),
        Settlement.PositionAhead ahead => Problem.Of(
            StatusCodes.Status422UnprocessableEntity,
            "position-ahead",
            $"The ledger has handed out positions up to {ahead.Last}."),
        _ => Problem.Of(
            StatusCodes.Status422UnprocessableEntity, "instant-ahead", "This instant has not come yet."),
    };
}
