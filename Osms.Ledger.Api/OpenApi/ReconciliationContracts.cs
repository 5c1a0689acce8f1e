using Microsoft.OpenApi;
using Osms.Ledger.Api.Endpoints;
using Osms.Ledger.Api.Http;

namespace Osms.Ledger.Api.OpenApi;

/// <summary><c>GET /v1/reconciliation</c> and who stands behind its figures.</summary>
internal static class ReconciliationContracts
{
    internal const string Tag = "Finance";

    internal static CallContract Ask { get; } = new(
        "reconcileMonth", Tag, "Who owes for a month, what came in, and what differs?",
        "Every person has exactly one payer for a month: the republican budget, the local budget of a region, the "
        + "contributors, nobody by law (`exempt`), or none. A budget owes for each of its persons rate × base, rounded "
        + "to a tiyn. Listed are the republican budget and every local one that owes or has paid; `unknown` are people "
        + "whose region nobody recorded, a finding of its own. With `by=category` each budget's persons are told apart "
        + "by what makes it liable (`welfare`: level D or E and care sought); what a budget pays in is one sum for all "
        + "of them, and stays on its line. As CSV: one line for each budget, or for each category of each, with those "
        + "for whom no budget owes at the end.")
    {
        Parameters =
        [
            new CallParameter(
                "month", ParameterLocation.Query, Fields.Text("^[0-9]{4}-[0-9]{2}$", "yyyy-MM."),
                "The month: from 2020-01 to 24 months from now. Needed.", "2026-07"),
            new CallParameter("knownAt", ParameterLocation.Query, Fields.KnownAt, "As known when.", "15"),
            new CallParameter(
                "by", ParameterLocation.Query, Fields.OneOf(["category"], "In what parts."),
                "`category`: each budget's persons by category. Left out: not.", "category"),
            new CallParameter(
                "format", ParameterLocation.Query, Fields.OneOf(["json", "csv"], "A format."),
                "Left out: as `Accept` says, or JSON.", "json"),
        ],
        Answers =
        [
            new CallAnswer(200, "application/json", typeof(ReconciliationBody), "The figures."),
            new CallAnswer(200, ReconciliationEndpoint.CsvType, null, "The figures as a table."),
        ],
        Problems =
        [
            .. KnownProblem.OfDatabase, .. KnownProblem.OfKnownAt, "unreadable", "month-out-of-range",
            "figures-not-ready", "busy",
        ],
        Examples =
        [
            new CallExample("month", "A month", null, "", Query: "?month=2026-07"),
            new CallExample(
                "by-category", "By category, as known at a position", null, "",
                Query: "?month=2026-02&by=category&knownAt=7"),
            new CallExample("csv", "As CSV", null, "", Query: "?month=2026-02&format=csv")
            {
                AnswerType = ReconciliationEndpoint.CsvType,
            },
            new CallExample("too-early", "A month before OSMS", null, "", 422, "?month=2019-12"),
        ],
    };
}
