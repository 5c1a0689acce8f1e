using Microsoft.OpenApi;
using Osms.Ledger.Api.Http;

namespace Osms.Ledger.Api.OpenApi;

/// <summary>What is given, and to whom.</summary>
internal static class PackageContracts
{
    internal static CallContract Packages { get; } = new(
        "askPackages", RegulationContract.Tag, "What do the guaranteed volume and insurance give?",
        "The headings of the guaranteed volume of free care (`gobmp`) and of insurance (`osms`) with what is under "
        + "them, each with a code that never changes; Kazakh and Russian in the words of the Fund.")
    {
        Parameters =
        [
            new CallParameter("lang", ParameterLocation.Query, Fields.Language, "The language of names.", "kk"),
        ],
        Answers = [new CallAnswer(200, "application/json", typeof(PackagesBody), "The lists.")],
        Problems = [.. KnownProblem.OfEvery, "unreadable"],
        Examples =
        [
            new CallExample("english", "In English", null, ""),
            new CallExample("kazakh", "In Kazakh", null, "", Query: "?lang=kk"),
            new CallExample("unreadable", "A language that there is not", null, "", 400, "?lang=de"),
        ],
    };

    internal static CallContract Entitlement { get; } = new(
        "askEntitlement", RegulationContract.Tag, "Is this care given to a person?",
        "Whether care is given on a day, and within which package, as known at a time. The guaranteed volume is for "
        + "citizens, kandas, refugees and people who reside permanently, insured or not; for all others only for "
        + "diseases dangerous to others. Some of what insurance gives the guaranteed volume gives in an emergency. "
        + "What insurance gives is for the insured; for those who could be, the payments that would bring cover back "
        + "are listed.")
    {
        Bodies =
        [
            new CallBody("application/json", Fields.Object(
                new Dictionary<string, IOpenApiSchema>
                {
                    ["iin"] = Fields.Iin,
                    ["service"] = Fields.Free("The code of the care, from `GET /v1/packages`."),
                    ["at"] = Fields.Day("The day asked about. Left out: today in Kazakhstan."),
                    ["knownAt"] = Fields.KnownAt,
                    ["emergency"] = Fields.Flag("It cannot wait. Left out: it can."),
                    ["dangerousDisease"] = Fields.Flag("The disease is dangerous to others. Left out: it is not."),
                    ["lang"] = Fields.Language,
                },
                ["iin", "service"], "A question.")),
        ],
        Answers = [new CallAnswer(200, "application/json", typeof(EntitlementBody), "The answer.")],
        Problems =
        [
            .. KnownProblem.OfJson, .. KnownProblem.OfKnownAt, "text-too-long", "iin-invalid", "service-unknown",
        ],
        Examples =
        [
            CallExample.Json(
                "insurance", "Insurance would give it",
                """
                {"iin": "850412414429", "service": "osms-outpatient-specialist", "at": "2026-11-22",
                 "knownAt": 3, "lang": "ru"}
                """),
            CallExample.Json(
                "emergency", "The same in an emergency",
                """
                {"iin": "850412414429", "service": "osms-outpatient-specialist", "at": "2026-11-22",
                 "knownAt": 3, "emergency": true}
                """),
            CallExample.Json(
                "unknown", "A code that there is not", """{"iin": "850412499001", "service": "spa"}""",
                StatusCodes.Status422UnprocessableEntity),
        ],
    };
}
