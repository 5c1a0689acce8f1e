using Microsoft.OpenApi;
using Osms.Ledger.Api.Http;

namespace Osms.Ledger.Api.OpenApi;

/// <summary><c>POST /v1/coverage/changes</c>.</summary>
internal static class ChangesContract
{
    internal static CallContract Ask { get; } = new(
        "askChanges", "Questions", "Which days are answered differently than before?",
        "Compares what was known of a person at two positions, day by day: days in a row whose basis, payer or being "
        + "insured is another one, what it was, what it is, and the event that made it so. Days that were changed and "
        + "changed back are left out.")
    {
        Bodies =
        [
            new CallBody("application/json", Fields.Object(
                new Dictionary<string, IOpenApiSchema>
                {
                    ["iin"] = Fields.Iin,
                    ["fromPosition"] = Fields.Whole("What was known then is compared with; 0: nothing."),
                    ["toPosition"] = Fields.Whole("As known then. Left out: now."),
                },
                ["iin", "fromPosition"],
                "A question.")),
        ],
        Answers = [new CallAnswer(200, "application/json", typeof(ChangesBody), "The days that changed.")],
        Problems =
        [
            .. KnownProblem.OfJson, "position-ahead", "position-not-settled", "text-too-long", "iin-invalid",
        ],
        Examples =
        [
            CallExample.Json(
                "between", "Between two positions",
                """{"iin": "850412499001", "fromPosition": 3, "toPosition": 12}"""),
            CallExample.Json(
                "reversed", "The wrong way round", """{"iin": "850412499001", "fromPosition": 3, "toPosition": 2}""",
                400),
            CallExample.Json(
                "no-iin", "A number that is no IIN", """{"iin": "850412499002", "fromPosition": 0}""", 422),
        ],
    };
}
