using Microsoft.OpenApi;
using Osms.Ledger.Api.Http;
using Osms.Ledger.Closing;
using Osms.Ledger.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Api.OpenApi;

/// <summary><c>GET /v1/reconciliation/differences</c>.</summary>
internal static class DifferencesContract
{
    internal static CallContract Ask { get; } = new(
        "askDifferences", "Finance", "Why are a month's figures not what they were?",
        "For each payer the figures of the month as known at two positions, and the difference split by cause. The "
        + "figures and what the causes changed are added up apart from each other; what no cause explains is in "
        + "`unexplained`, and is nothing unless the ledger is wrong.")
    {
        Parameters =
        [
            new CallParameter(
                "month", ParameterLocation.Query, Fields.Text("^[0-9]{4}-[0-9]{2}$", "yyyy-MM."), "The month.",
                "2026-02"),
            new CallParameter(
                "from", ParameterLocation.Query, Fields.KnownAt,
                "As known then. Left out: at the position at which the month was closed.", "3"),
            new CallParameter(
                "to", ParameterLocation.Query, Fields.KnownAt, "As known then. Left out: now.", "14"),
        ],
        Answers = [new CallAnswer(200, "application/json", typeof(DifferencesBody), "The differences.")],
        Problems =
        [
            .. KnownProblem.OfDatabase, .. KnownProblem.OfKnownAt, "unreadable", "busy", "month-out-of-range",
            "month-not-closed", "figures-not-ready",
        ],
        Examples =
        [
            new CallExample("causes", "Between two positions", null, "", Query: "?month=2026-02&from=3&to=14"),
            new CallExample("open", "Since a closing that is not there", null, "", 422, "?month=2026-02"),
            new CallExample("unreadable", "No month", null, "", 400, "?month=February"),
        ],
    };

    internal static CallContract Persons { get; } = new(
        "askDifferencePersons", "Finance", "Who is behind a difference?",
        "Everybody whose payer of the month an event changed between two positions, with the payer before and after "
        + "and the event itself, in the order of the events. A page at a time: ask again with `from` = `next` and the "
        + "same `to` until there is no `next`.")
    {
        Bodies =
        [
            new CallBody("application/json", Fields.Object(
                new Dictionary<string, IOpenApiSchema>
                {
                    ["month"] = Fields.Text("^[0-9]{4}-[0-9]{2}$", "yyyy-MM."),
                    ["from"] = Fields.Whole("The position after which changes count."),
                    ["to"] = Fields.Whole("The last position that counts. Left out: now."),
                    ["cause"] = Fields.OneOf(Code<DifferenceCause>.All, "Only this cause."),
                    ["payer"] = Fields.OneOf(Code<Payer>.All, "Only people who came to this payer or left it."),
                    ["region"] = Fields.Text("^([0-9]{2}|unknown)$", "Of a local budget."),
                    ["limit"] = Fields.Whole("1 to 1000 people in a page. Left out: 100."),
                },
                ["month", "from"],
                "A question.")),
        ],
        Answers = [new CallAnswer(200, "application/json", typeof(DifferencePersonsBody), "A page of people.")],
        Problems =
        [
            .. KnownProblem.OfJson, "position-ahead", "position-not-settled", "text-too-long", "month-out-of-range",
        ],
        Examples =
        [
            CallExample.Json(
                "cause", "One cause of one payer",
                """
                {"month": "2026-02", "from": 3, "to": 14, "cause": "category-late", "payer": "local", "region": "75"}
                """),
            CallExample.Json("before", "A month before OSMS", """{"month": "2019-12", "from": 0}""", 422),
        ],
    };
}
