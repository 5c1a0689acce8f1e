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

    internal static CallContract Employers { get; } = ListContract.Of(
        "listEmployers", "What did employers pay for a month, and who is new or dropped out?",
        $"Everybody who paid for others for the month or for the one before it, in order of their numbers. {Left} "
        + "`persons` are those for whom something is left; `new` are those of them for whom nothing of this payer is "
        + "left for the month before; `droppedOut` are those for whom it is the other way round.",
        new() { ["month"] = Month },
        ["month"],
        typeof(EmployersBody),
        """{"month": "2026-10"}""",
        [NoMonth]);

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

    internal static CallContract Employees { get; } = ListContract.Of(
        "listEmployees", "Whom did an employer pay for in a month?",
        "Everybody for whom the payer paid for the month or for the one before it, in order of their IINs: `paid` in "
        + "both, `new` in the month only, `dropped-out` in the one before only. `kinds` are what is left for the "
        + $"month. {Left}",
        new() { ["payer"] = Payer, ["month"] = Month },
        ["payer", "month"],
        typeof(EmployeesBody),
        """{"payer": "990540001230", "month": "2026-10"}""",
        [NoMonth]);

    internal static CallContract Remarks { get; } = ListContract.Of(
        "listRemarks", "Which payments settled nothing, or less than was paid for?",
        "A list to work through. `short`: payments of its kind do not reach what the month requires (self-payers and "
        + "entrepreneurs); `missing` is what is still to be paid. `lump`: at least twice what the month requires; it "
        + "counts for one month only, so it is refunded and paid month by month. `doubled`: payments recorded before "
        + "it had settled the month already, `doubles` being the one that did; for kinds of which any sum settles the "
        + "month: somebody paid the same sum for the same person, month and kind before. A remark is open as long as "
        + "it holds: until the payment, or the one it repeats, is refunded, or the rest is paid. Others are left out "
        + "unless `all` is true. `limit` is of people looked at.",
        new()
        {
            ["month"] = Fields.Month("yyyy-MM. Left out: every month."),
            ["kind"] = Fields.OneOf(Code<PaymentKind>.All, "Of the payments. Left out: every kind."),
            ["remark"] = Fields.OneOf(Code<RemarkKind>.All, "Left out: every remark."),
            ["all"] = Fields.Flag("Also remarks that no longer hold. Left out: not."),
        },
        [],
        typeof(RemarksBody),
        """{"month": "2026-10", "all": true}""",
        [NoMonth]);

    private static CallExample NoMonth => CallExample.Json("unreadable", "No month", """{"month": "October"}""", 400);

    private static OpenApiSchema Month => Fields.Month("yyyy-MM.");

    private static OpenApiSchema Payer => Fields.Text("^[0-9]{12}$", "The BIN or IIN of who paid.");
}
