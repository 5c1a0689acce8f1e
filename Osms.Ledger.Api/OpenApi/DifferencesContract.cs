using Microsoft.OpenApi;
using Osms.Ledger.Api.Http;
using Osms.Ledger.Closing;
using Osms.Ledger.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Api.OpenApi;

/// <summary><c>GET /v1/reconciliation/differences</c>.</summary>
internal static class DifferencesContract
{
    private const string FromDescription = "As known then. Left out: at the position at which the month was closed.";

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
                FromDescription, "3"),
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

    internal static CallContract Persons { get; } = ListContract.Of(
        "listDifferencePersons", "Who is behind a difference?",
        "Everybody whose payer of the month an event changed between two positions, with the payer before and after "
        + "and the event itself, in the order of the events.",
        new()
        {
            ["month"] = Fields.Month("yyyy-MM."),
            ["from"] = Fields.Known(FromDescription),
            ["cause"] = Fields.OneOf(Code<DifferenceCause>.All, "Only this cause."),
            ["payer"] = Fields.OneOf(Code<Payer>.All, "Only people who came to this payer or left it."),
            ["region"] = Fields.Free("Of a local budget: KATO code or `unknown`."),
        },
        ["month"],
        typeof(DifferencePersonsBody),
        """
        {"month": "2026-02", "from": 3, "to": 14, "cause": "category-late", "payer": "local", "region": "75"}
        """,
        [CallExample.Json("before", "A month before OSMS", """{"month": "2019-12", "from": 0}""", 422)],
        knownAt: "to") with
    {
        Problems = [.. ListContract.Problems, "month-not-closed"],
    };
}
