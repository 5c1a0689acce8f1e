using Microsoft.OpenApi;
using Osms.Ledger.Api.Http;

namespace Osms.Ledger.Api.OpenApi;

/// <summary>Questions about one person.</summary>
internal static class QuestionContracts
{
    private const string Tag = "Questions";
    private static readonly string[] Problems =
        [.. KnownProblem.OfJson, .. KnownProblem.OfKnownAt, "iin-invalid"];

    internal static CallContract Coverage { get; } = new(
        "askCoverage", Tag, "Is this person insured on a day?",
        "Whether the person is insured on a day, as known at a time, why, and who pays; for those who are not, which "
        + "payments would bring cover back. The position in the answer asks for the same answer again, for ever.")
    {
        Bodies = [Json(
            ("iin", Fields.Iin),
            ("at", Fields.Day("The day asked about. Left out: today in Kazakhstan.")),
            ("knownAt", Fields.KnownAt),
            ("explain", Fields.Flag("Whether to say why, and the ways back. Left out: yes.")),
            ("lang", Fields.Language))],
        Answers = [new CallAnswer(200, "application/json", typeof(CoverageBody), "The answer.")],
        Problems = Problems,
        Examples =
        [
            CallExample.Json("today", "Today, explained", """{"iin": "850412499001"}"""),
            CallExample.Json(
                "on-a-day", "On a day, without reasons",
                """{"iin": "850412499001", "at": "2020-03-15", "explain": false}"""),
            CallExample.Json(
                "as-known-at", "As known at a position",
                """{"iin": "850412499001", "at": "2026-11-22", "knownAt": 3, "explain": false}"""),
            CallExample.Json("no-iin", "A number that is no IIN", """{"iin": "850412499002"}""", 422),
        ],
    };

    internal static CallContract Timeline { get; } = new(
        "askTimeline", Tag, "When was and will this person be insured?",
        "Every run of days with the same basis and payer, oldest first, as known at a time; with nothing further "
        + "happening, for the days to come.")
    {
        Bodies = [Json(("iin", Fields.Iin), ("knownAt", Fields.KnownAt))],
        Answers = [new CallAnswer(200, "application/json", typeof(TimelineBody), "All runs.")],
        Problems = Problems,
        Examples = [CallExample.Json("timeline", "All runs", """{"iin": "850412499001"}""")],
    };

    private static CallBody Json(params (string Name, OpenApiSchema Schema)[] fields) => new(
        "application/json",
        Fields.Object(fields.ToDictionary(f => f.Name, f => (IOpenApiSchema)f.Schema), ["iin"], "A question."));
}
