using Microsoft.OpenApi;
using Osms.Ledger.Api.Http;

namespace Osms.Ledger.Api.OpenApi;

/// <summary><c>POST /v1/coverage/batch</c>.</summary>
internal static class BatchContract
{
    internal static CallContract Ask { get; } = new(
        "askCoverageOfMany", "Questions", "Are these people insured?",
        "Many questions at one position, answered in the order they were asked: up to 10 000 IINs as JSON, or any "
        + "number of lines as NDJSON, one answer a line. All lines are read before the first is answered. A line that "
        + "is wrong gets `{line, error: {code, detail}}` in its place, with the code `unreadable`, `line-too-long` or "
        + "`iin-invalid`.")
    {
        Parameters =
        [
            new CallParameter(
                "at", ParameterLocation.Query, Fields.Day("yyyy-MM-dd"),
                "For NDJSON: the day for lines that name none. Left out: today in Kazakhstan.", "2026-11-22"),
            new CallParameter(
                "knownAt", ParameterLocation.Query, Fields.KnownAt, "For NDJSON: as known when.", "3"),
            new CallParameter(
                "explain", ParameterLocation.Query, Fields.Flag("true or false"),
                "For NDJSON: whether to say why. Left out: no.", "false"),
            new CallParameter(
                "lang", ParameterLocation.Query, Fields.Language, "For NDJSON: the language of texts.", "kk"),
        ],
        Bodies =
        [
            new CallBody("application/json", Fields.Object(
                new Dictionary<string, IOpenApiSchema>
                {
                    ["iins"] = new OpenApiSchema
                    {
                        Type = JsonSchemaType.Array,
                        Items = Fields.Iin,
                        MaxItems = 10_000,
                        Description = "Whom to ask about.",
                    },
                    ["at"] = Fields.Day("The day asked about. Left out: today in Kazakhstan."),
                    ["knownAt"] = Fields.KnownAt,
                    ["explain"] = Fields.Flag("Whether to say why, for at most 1 000 IINs. Left out: no."),
                    ["lang"] = Fields.Language,
                },
                ["iins"], "A batch.")),
            new CallBody(Ndjson.MediaType, Fields.File("""One {"iin": …, "at": …} a line; at may be left out.""")),
        ],
        Answers =
        [
            new CallAnswer(200, "application/json", typeof(BatchBody), "The answers, all at one position."),
            new CallAnswer(200, Ndjson.MediaType, null, "To NDJSON: one answer a line, in the same order."),
        ],
        Problems = [.. KnownProblem.OfJson, .. KnownProblem.OfKnownAt, "batch-too-long", "iin-invalid"],
        Examples =
        [
            CallExample.Json(
                "iins", "Two people on a day", """{"iins": ["850412499001", "120504699914"], "at": "2026-11-22"}"""),
            new CallExample(
                "lines", "Three lines, of which one is wrong", Ndjson.MediaType,
                """
                {"iin": "850412499001", "at": "2020-03-15"}
                {"iin": "850412499002"}
                {"iin": "120504699914"}
                """,
                Query: "?at=2026-11-22&knownAt=3")
            {
                AnswerType = Ndjson.MediaType,
            },
            CallExample.Json("not-all", "Not every number is an IIN", """{"iins": ["850412499001", "1"]}""", 422),
        ],
    };
}
