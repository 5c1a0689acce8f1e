using Microsoft.OpenApi;
using Osms.Ledger.Api.Http;

namespace Osms.Ledger.Api.OpenApi;

/// <summary><c>POST /v1/history</c>.</summary>
internal static class HistoryContract
{
    private const string Question = """{"iin": "850412499001", "at": "2026-11-22", "knownAt": 3}""";

    internal static CallContract Ask { get; } = new(
        "askHistory", "Questions", "What was recorded about this person, and what did it change?",
        "Every event as it is stored and in words, oldest first, with who recorded it, when, from which line of which "
        + "file, and the answer for a day as known just before it and just after it. With `fromPosition` only what "
        + "was recorded above it: the difference between two positions, with the answer at both ends. As NDJSON or "
        + "CSV one event a line, as `Accept` or `format` says. Nobody's events: an empty list.")
    {
        Parameters = [ListContract.Format],
        Bodies =
        [
            new CallBody("application/json", Fields.Object(
                new Dictionary<string, IOpenApiSchema>
                {
                    ["iin"] = Fields.Iin,
                    ["at"] = Fields.Day("The day of the answers before and after. Left out: today in Kazakhstan."),
                    ["fromPosition"] = Fields.Whole("Only events above it. Left out, or 0: from the first on."),
                    ["knownAt"] = Fields.KnownAt,
                    ["lang"] = Fields.Language,
                },
                ["iin"],
                "A question.")),
        ],
        Answers =
        [
            new CallAnswer(200, "application/json", typeof(HistoryBody), "All events."),
            new CallAnswer(200, Ndjson.MediaType, null, "The events, one a line, each with `iin` and `at`."),
            new CallAnswer(200, Csv.MediaType, null, "The same under a header; `data` is JSON."),
        ],
        Problems = [.. KnownProblem.OfJson, .. KnownProblem.OfKnownAt, "text-too-long", "iin-invalid"],
        Examples =
        [
            CallExample.Json("history", "As known at a position", Question),
            CallExample.Json(
                "between", "Between two positions, in Russian",
                """{"iin": "850412499001", "at": "2026-11-22", "fromPosition": 2, "knownAt": 3, "lang": "ru"}"""),
            CallExample.Json("lines", "One event a line", Question) with
            {
                Query = "?format=ndjson",
                AnswerType = Ndjson.MediaType,
            },
            CallExample.Json("csv", "As CSV", Question) with
            {
                Query = "?format=csv",
                AnswerType = Csv.MediaType,
            },
        ],
    };
}
