using Microsoft.OpenApi;
using Osms.Ledger.Api.Http;
using Osms.Ledger.Reconciliation;
using Osms.Ledger.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Api.OpenApi;

/// <summary>Calls about those who pay for others.</summary>
internal static class EmployerContracts
{
    private const string Left = "A payment counts as left until a refund takes it back.";
    private const string Pages = "In pages of one position, by `cursor`, until there is none; or all of them at once "
        + "as NDJSON or CSV, one a line, as `Accept` or `format` says.";

    internal static CallContract Employers { get; } = List(
        "listEmployers", "What did employers pay for a month, and who is new or dropped out?",
        $"Everybody who paid for others for the month or for the one before it, in order of their numbers. {Left} "
        + "`persons` are those for whom something is left; `new` are those of them for whom nothing of this payer is "
        + "left for the month before; `droppedOut` are those for whom it is the other way round.",
        [],
        typeof(EmployersBody),
        """{"month": "2026-10"}""");

    internal static CallContract Employer { get; } = new(
        "askEmployer", ReconciliationContracts.Tag, "For which months did an employer pay?",
        "The months that one payer paid for others for, and those right after, in which everybody dropped out. The "
        + $"numbers are those of `listEmployers`. {Left}")
    {
        Bodies =
        [
            new CallBody("application/json", Fields.Object(
                new Dictionary<string, IOpenApiSchema> { ["payer"] = Payer, ["knownAt"] = Fields.KnownAt },
                ["payer"], "Who.")),
        ],
        Answers = [new CallAnswer(200, "application/json", typeof(EmployerMonthsBody), "The months, ascending.")],
        Problems = [.. KnownProblem.OfJson, .. KnownProblem.OfKnownAt, "figures-not-ready"],
        Examples =
        [
            CallExample.Json("months", "All months", """{"payer": "990540001230"}"""),
            CallExample.Json("unreadable", "No payer", """{"payer": "Horns and Hooves"}""", 400),
        ],
    };

    internal static CallContract Employees { get; } = List(
        "listEmployees", "Whom did an employer pay for in a month?",
        "Everybody for whom the payer paid for the month or for the one before it, in order of their IINs: `paid` in "
        + "both, `new` in the month only, `dropped-out` in the one before only. `kinds` are what is left for the "
        + $"month. {Left}",
        new Dictionary<string, IOpenApiSchema> { ["payer"] = Payer },
        typeof(EmployeesBody),
        """{"payer": "990540001230", "month": "2026-10"}""");

    internal static CallContract Remarks { get; } = List(
        "listRemarks", "Which payments settled nothing, or less than was paid for?",
        "A list to work through. `short`: payments of its kind do not reach what the month requires (self-payers and "
        + "entrepreneurs); `missing` is what is still to be paid. `lump`: at least twice what the month requires; it "
        + "counts for one month only, so it is refunded and paid month by month. `doubled`: payments recorded before "
        + "it had settled the month already, `doubles` being the one that did; for kinds of which any sum settles the "
        + "month: somebody paid the same sum for the same person, month and kind before. A remark is open as long as "
        + "it holds: until the payment, or the one it repeats, is refunded, or the rest is paid. Others are left out "
        + "unless `all` is true. `limit` is of people looked at.",
        new Dictionary<string, IOpenApiSchema>
        {
            ["kind"] = Fields.OneOf(Code<PaymentKind>.All, "Of the payments. Left out: every kind."),
            ["remark"] = Fields.OneOf(Code<RemarkKind>.All, "Left out: every remark."),
            ["all"] = Fields.Flag("Also remarks that no longer hold. Left out: not."),
        },
        typeof(RemarksBody),
        """{"month": "2026-10", "all": true}""");

    private static OpenApiSchema Payer => Fields.Text("^[0-9]{12}$", "The BIN or IIN of who paid.");

    /// <summary>A call for a list of a month.</summary>
    internal static CallContract List(
        string id, string summary, string description, IEnumerable<KeyValuePair<string, IOpenApiSchema>> fields,
        Type page, string example)
    {
        var all = new Dictionary<string, IOpenApiSchema>(fields)
        {
            ["month"] = Fields.Month("yyyy-MM."),
            ["knownAt"] = Fields.KnownAt,
            ["cursor"] = Fields.Free("Of the page before; for JSON."),
            ["limit"] = Fields.Whole("Rows in a page, 1 to 1000. Left out: 100."),
        };
        return new CallContract(id, ReconciliationContracts.Tag, summary, $"{description} {Pages}")
        {
            Parameters =
            [
                new CallParameter(
                    "format", ParameterLocation.Query, Fields.OneOf(["json", "ndjson", "csv"], "A format."),
                    "Left out: as `Accept` says, or JSON.", "json"),
            ],
            Bodies =
            [
                new CallBody("application/json", Fields.Object(
                    all, fields.Any(f => f.Key == "remark") ? [] : all.Keys.Intersect(["payer", "month"]), "Which.")),
            ],
            Answers =
            [
                new CallAnswer(200, "application/json", page, "A page."),
                new CallAnswer(200, Ndjson.MediaType, null, "All of them, one a line."),
                new CallAnswer(200, Csv.MediaType, null, "All of them, one a line under a header."),
            ],
            Problems =
            [
                .. KnownProblem.OfJson, .. KnownProblem.OfKnownAt, "month-out-of-range", "figures-not-ready",
            ],
            Examples =
            [
                CallExample.Json("page", "A page", example),
                CallExample.Json("lines", "All of them, one a line", example) with
                {
                    Query = "?format=ndjson",
                    AnswerType = Ndjson.MediaType,
                },
                CallExample.Json("csv", "All of them as CSV", example) with
                {
                    Query = "?format=csv",
                    AnswerType = Csv.MediaType,
                },
                CallExample.Json("unreadable", "No month", example.Replace("2026-10", "October"), 400),
            ],
        };
    }
}
