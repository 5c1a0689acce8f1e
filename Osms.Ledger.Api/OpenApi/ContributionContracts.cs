using Microsoft.OpenApi;
using Osms.Ledger.Api.Http;

namespace Osms.Ledger.Api.OpenApi;

/// <summary>Calls about what was contributed.</summary>
internal static class ContributionContracts
{
    internal static CallContract Ask { get; } = new(
        "askContributions", ReconciliationContracts.Tag, "What was contributed, by month and kind?",
        "Payments by the month that they are for, with what was taken back. `persons` are those for whom something is "
        + "left that no refund took back; who paid in two kinds is in both, so there is no sum of them. As CSV: one "
        + "line for each month and kind.")
    {
        Parameters =
        [
            new CallParameter(
                "month", ParameterLocation.Query, Fields.Month("yyyy-MM."),
                "From 2020-01 to 24 months from now. Left out: every month that anybody has paid for.", "2026-07"),
            new CallParameter("knownAt", ParameterLocation.Query, Fields.KnownAt, "As known when.", "15"),
            new CallParameter(
                "format", ParameterLocation.Query, Fields.OneOf(["json", "csv"], "A format."),
                "Left out: as `Accept` says, or JSON.", "json"),
        ],
        Answers =
        [
            new CallAnswer(200, "application/json", typeof(ContributionsBody), "The figures."),
            new CallAnswer(200, Csv.MediaType, null, "The figures as a table."),
        ],
        Problems =
        [
            .. KnownProblem.OfDatabase, .. KnownProblem.OfKnownAt, "unreadable", "month-out-of-range",
            "figures-not-ready", "busy",
        ],
        Examples =
        [
            new CallExample("all", "Every month", null, ""),
            new CallExample("month", "A month, as known at a position", null, "", Query: "?month=2026-02&knownAt=7"),
            new CallExample("csv", "As CSV", null, "", Query: "?format=csv")
            {
                AnswerType = Csv.MediaType,
            },
            new CallExample("too-early", "A month before OSMS", null, "", 422, "?month=2019-12"),
        ],
    };
}
