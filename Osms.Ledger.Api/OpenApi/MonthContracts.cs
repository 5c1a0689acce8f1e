using Microsoft.OpenApi;
using Osms.Ledger.Api.Http;
using Osms.Ledger.Closing;
using Osms.Ledger.Values;

namespace Osms.Ledger.Api.OpenApi;

/// <summary>The calls under <c>/v1/months</c>.</summary>
internal static class MonthContracts
{
    private const string Tag = "Finance";
    private const string Closed = "/v1/months/2026-02";

    internal static CallContract Close { get; } = new(
        "closeMonth", Tag, "Close a month",
        "Freezes what is booked in a month up to a position, and keeps its figures. What is recorded later is booked "
        + "in the first open month from the one on in which it arrives, and points to the month it belongs to. The "
        + "same request again changes nothing.")
    {
        Parameters = [Which, HeaderParameters.Actor],
        Bodies =
        [
            Json(
                [],
                ("position", Fields.Whole(
                    "The last position that is in it; no earlier one than of any closing or reopening before. Left "
                    + "out: everything settled by now."))),
        ],
        Answers = Recorded,
        Problems =
        [
            .. Problems, "month-not-over", "month-closed", "position-before-last", "position-ahead",
            "position-not-settled", "figures-not-ready",
        ],
        Examples =
        [
            Example("close", "As known by now", "close", "{}", 201),
            Example("again", "The same again", "close", "{}", 200),
            Example("closed", "At another position", "close", """{"position": 0}""", 422),
        ],
    };

    internal static CallContract Reopen { get; } = new(
        "reopenMonth", Tag, "Open a closed month again",
        "What is recorded from now on is booked in the month again; what was booked elsewhere meanwhile stays there. "
        + "The closing before and the reason stay visible.")
    {
        Parameters = [Which, HeaderParameters.Actor],
        Bodies = [Json(["reason"], ("reason", Fields.Free("Why: kept for good.")))],
        Answers = Recorded,
        Problems = [.. Problems, "month-not-closed", "reason-missing", "text-too-long", "position-before-last"],
        Examples =
        [
            Example("reopen", "With a reason", "reopen", """{"reason": "A list of February came late"}""", 201),
            Example("again", "The same again", "reopen", """{"reason": "A list of February came late"}""", 200),
            Example("open", "It is open", "reopen", """{"reason": "Once more"}""", 422),
        ],
    };

    internal static CallContract List { get; } = new(
        "listMonths", Tag, "Which months were ever closed?",
        "Every month that was ever closed, with all its closings and reopenings, oldest first.")
    {
        Answers = [new CallAnswer(200, "application/json", typeof(MonthsBody), "The months.")],
        Problems = [.. KnownProblem.OfDatabase, "unreadable"],
        Examples = [new CallExample("months", "All of them", null, "")],
    };

    internal static CallContract Ask { get; } = new(
        "askMonth", Tag, "What is booked in a month?",
        "Its own figures by payer and region, and what changed in months that were closed before (`adjustments`, each "
        + "with the month it belongs to). Of a closed month they are as they were frozen; with `recompute=true` they "
        + "are added up again and compared byte by byte.")
    {
        Parameters =
        [
            Which,
            new CallParameter(
                "recompute", ParameterLocation.Query, Fields.OneOf(["true", "false"], "Left out: false."),
                "`true`: add a closed month up again.", "true"),
        ],
        Answers = [new CallAnswer(200, "application/json", typeof(MonthBody), "The statement of the month.")],
        Problems = [.. KnownProblem.OfDatabase, "unreadable", "month-out-of-range", "figures-not-ready"],
        Examples =
        [
            new CallExample("open", "An open month", null, "") { Path = Closed },
            new CallExample("before", "A month before OSMS", null, "", 422) { Path = "/v1/months/2019-12" },
        ],
    };

    internal static string MeaningOf(ClosingRefusalCode code) => code switch
    {
        ClosingRefusalCode.MonthOutOfRange => "The month is before OSMS began, or too far ahead.",
        ClosingRefusalCode.MonthNotOver => "A month is closed after its last day.",
        ClosingRefusalCode.MonthClosed => "The month is closed at another position; open it again first.",
        ClosingRefusalCode.MonthNotClosed => "The month is open.",
        ClosingRefusalCode.PositionBeforeLast =>
            "Months are closed and opened in the order of positions, whichever they are: name no earlier one.",
        ClosingRefusalCode.ReasonMissing => "Say why the month is opened again.",
        _ => throw new System.Diagnostics.UnreachableException($"Say here what {code} means."),
    };

    private static CallParameter Which => new(
        "month", ParameterLocation.Path, Fields.Text("^[0-9]{4}-[0-9]{2}$", "yyyy-MM."), "The month.", "2026-02");

    private static IReadOnlyList<string> Problems =>
        [.. KnownProblem.OfJson, "conflict", "month-out-of-range"];

    private static IReadOnlyList<CallAnswer> Recorded =>
    [
        new CallAnswer(201, "application/json", typeof(RecordedBody), "Recorded as this event."),
        new CallAnswer(200, "application/json", typeof(RecordedBody), "It was recorded before, as this event."),
    ];

    private static CallExample Example(string name, string summary, string what, string body, int status) =>
        CallExample.Json(name, summary, body, status) with { Path = $"{Closed}/{what}" };

    private static CallBody Json(string[] required, params (string Name, OpenApiSchema Schema)[] fields) => new(
        "application/json",
        Fields.Object(fields.ToDictionary(f => f.Name, f => (IOpenApiSchema)f.Schema), required, "A request."));
}
