using Microsoft.OpenApi;
using Osms.Ledger.Api.Http;
using Osms.Ledger.Dues;
using Osms.Ledger.Insured;
using Osms.Ledger.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Api.OpenApi;

/// <summary>The law as data, and what is due by it.</summary>
internal static class RegulationContract
{
    internal const string Tag = "Law";

    private static readonly RefusalCode[] Refusals =
    [
        RefusalCode.KindUnknown, RefusalCode.CategoryUnknown, RefusalCode.RegionUnknown, RefusalCode.PayerInvalid,
        RefusalCode.AmountNotPositive, RefusalCode.AmountPrecision, RefusalCode.DateTooEarly,
        RefusalCode.KindNotInForce,
    ];

    internal static CallContract Regulation { get; } = new(
        "askRegulation", Tag, "What does the law say on a day?",
        "Every figure in force on the day with its value, since when, where it was read and how far that can be "
        + "trusted; the version of the law, the categories with who pays for them, and the kinds of payment there are. "
        + "Before OSMS began nothing was in force: `regulation` is null, the lists are empty, and `text` says so.")
    {
        Parameters =
        [
            new CallParameter(
                "on", ParameterLocation.Query, Fields.Day("A day, also one to come."),
                "The day asked about. Left out: today in Kazakhstan.", "2026-11-22"),
            new CallParameter("lang", ParameterLocation.Query, Fields.Language, "The language of `text`.", "ru"),
        ],
        Answers = [new CallAnswer(200, "application/json", typeof(RegulationBody), "The law.")],
        Problems = [.. KnownProblem.OfEvery, "unreadable"],
        Examples =
        [
            new CallExample("on-a-day", "On a day", null, "", Query: "?on=2024-05-01"),
            new CallExample("before", "Before OSMS", null, "", Query: "?on=2019-12-31&lang=ru"),
            new CallExample("unreadable", "A day that is none", null, "", 400, "?on=2026-02-30"),
        ],
    };

    internal static CallContract Calculator { get; } = new(
        "calculate", Tag, "Who owes how much for a month?",
        "What is due for a month, line by line, by the law of a day. Of wages each employer owes deductions up to its "
        + "own cap, and the person contributions of all incomes together up to one cap, in the order given. For a "
        + "person in a category nothing is due but what a budget pays. `entrepreneur` and `self` pay on minimum wages "
        + "and have no incomes. Amounts are rounded to a tiyn, half up.")
    {
        Bodies =
        [
            new CallBody("application/json", Fields.Object(
                new Dictionary<string, IOpenApiSchema>
                {
                    ["on"] = Fields.Day("The day whose law holds. Left out: today in Kazakhstan."),
                    ["kind"] = Fields.OneOf(Code<IncomeKind>.All, "What the person lives on."),
                    ["incomes"] = new OpenApiSchema
                    {
                        Type = JsonSchemaType.Array,
                        Description = "What is earned in the month, in the order in which it was declared.",
                        Items = Fields.Object(
                            new Dictionary<string, IOpenApiSchema>
                            {
                                ["payer"] = Fields.Text(
                                    "^[0-9]{12}$", "BIN or IIN of who pays it; left out: one of its own."),
                                ["amount"] = Fields.Amount("Tenge, before anything is taken off."),
                            },
                            ["amount"]),
                    },
                    ["category"] = Fields.OneOf(
                        RuleBook.Embedded.Categories.Select(c => c.Code), "The person's category, if any."),
                    ["region"] = Fields.Text("^[0-9]{2}$", "Of the person, for what a local budget pays (KATO)."),
                },
                ["kind"], "A question.")),
        ],
        Answers = [new CallAnswer(200, "application/json", typeof(CalculationBody), "What is due.")],
        Problems = [.. KnownProblem.OfJson, "text-too-long", .. Refusals.Select(Code<RefusalCode>.Of)],
        Examples =
        [
            CallExample.Json(
                "two-jobs", "Two jobs",
                """
                {"on": "2024-05-01", "kind": "employee", "incomes": [
                  {"payer": "990540001230", "amount": 600000}, {"payer": "120440983692", "amount": 400000}]}
                """),
            CallExample.Json("self", "Somebody who pays for themselves", """{"on": "2024-05-01", "kind": "self"}"""),
            CallExample.Json(
                "category", "An employee in a category",
                """
                {"on": "2024-05-01", "kind": "employee", "incomes": [{"amount": 300000}],
                 "category": "pensioner-or-veteran"}
                """),
            CallExample.Json(
                "refused", "Before OSMS", """{"on": "2019-12-31", "kind": "self"}""",
                StatusCodes.Status422UnprocessableEntity),
        ],
    };
}
