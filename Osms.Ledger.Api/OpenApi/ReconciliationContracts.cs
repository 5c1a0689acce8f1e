using Microsoft.OpenApi;
using Osms.Ledger.Api.Http;
using Osms.Ledger.Regulation;
using Osms.Ledger.Values;

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
            new CallAnswer(200, Csv.MediaType, null, "The figures as a table."),
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
                AnswerType = Csv.MediaType,
            },
            new CallExample("too-early", "A month before OSMS", null, "", 422, "?month=2019-12"),
        ],
    };

    internal static CallContract Persons { get; } = ListContract.Of(
        "listPersonsOfPayer", "Who stands behind a figure?",
        "The persons who have a payer in a month, in order of their IINs, each with the day that decides and the "
        + "events behind it: as many as the reconciliation says at the same position. Events of a budget: the grant "
        + "with its endings, or care and levels, with residence and region; of the contributors the payments that "
        + "settle the month; of nobody (`none`) what was paid all the same, and what keeps the person from taking "
        + "part.",
        new()
        {
            ["month"] = Fields.Month("yyyy-MM."),
            ["payer"] = Fields.OneOf(Code<Payer>.All, "Whose people."),
            ["region"] = Fields.Free("Of a local budget: KATO code or `unknown`. Left out: of all."),
            ["category"] = Fields.Free("What makes it owe: a category, or `welfare`. Left out: anything."),
        },
        ["month", "payer"],
        typeof(PersonsBody),
        """{"month": "2026-02", "payer": "none", "limit": 1}""",
        [
            CallExample.Json(
                "local", "Whom a local budget owes for",
                """{"month": "2026-02", "payer": "local", "region": "75", "knownAt": 7}"""),
            CallExample.Json(
                "unreadable", "A region of who has none",
                """{"month": "2026-02", "payer": "republican", "region": "75"}""", 400),
        ]);
}
