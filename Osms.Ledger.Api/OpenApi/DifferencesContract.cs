using Microsoft.OpenApi;
using Osms.Ledger.Api.Http;

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
}
