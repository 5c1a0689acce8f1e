using Microsoft.OpenApi;
using Osms.Ledger.Api.Http;

namespace Osms.Ledger.Api.OpenApi;

/// <summary><c>GET /v1/imports/{id}/impact</c>.</summary>
internal static class ImpactContract
{
    internal const string LastLine =
        "The last line is the list in numbers: `people` looked at, `changed`, `becameInsured`, `lostCover`, `byPayer` "
        + "(changed answers by who pays before and after) and `byRegion` (by the person's own region after). A list "
        + "without it has broken off.";

    internal static CallContract OfImport { get; } = new(
        "askImportImpact", "Imports", "Whose answer did an import change?",
        "Of the people about whom an import recorded something, those whose answer for a day is another one after it "
        + "than before it, in order of their IINs: insured, basis, payer, category or region differ. Before is as "
        + "known at the position before the import's first event, after is as known at its last: what others recorded "
        + "in between about the same people is known after it. " + LastLine)
    {
        Parameters =
        [
            new CallParameter(
                "id", ParameterLocation.Path, Fields.Text("^[0-9a-f]{64}$", "Hexadecimal, in small letters."),
                "SHA-256 of the file as it was sent.", ImportContracts.IdOfLines),
            new CallParameter(
                "at", ParameterLocation.Query, Fields.Day("A day, also one to come."),
                "The day asked about. Left out: today in Kazakhstan.", "2026-11-22"),
            new CallParameter(
                "format", ParameterLocation.Query, Fields.OneOf(["ndjson", "csv"], "A format."),
                "`csv` has no last line of numbers. Left out: as `Accept` says, else `ndjson`.", "ndjson"),
        ],
        Answers =
        [
            new CallAnswer(
                200, Ndjson.MediaType, null,
                "`{iin, at, before, after, positions}` a line, `positions` being the import's events of that person."),
            new CallAnswer(200, Csv.MediaType, null, "The same under a header."),
        ],
        Problems =
        [
            .. KnownProblem.OfDatabase, "unreadable", "import-unknown", "import-not-done", "import-not-traced",
            "position-not-settled", "busy", "spool-unavailable",
        ],
        Examples =
        [
            new CallExample("lines", "What the register of `importFile` changed", null, "", Query: "?at=2026-11-22")
            {
                Path = $"/v1/imports/{ImportContracts.IdOfLines}/impact",
                AnswerType = Ndjson.MediaType,
            },
            new CallExample("csv", "The same as CSV", null, "", Query: "?at=2026-11-22&format=csv")
            {
                Path = $"/v1/imports/{ImportContracts.IdOfLines}/impact",
                AnswerType = Csv.MediaType,
            },
            new CallExample("unreadable", "A day that is none", null, "", 400, "?at=yesterday")
            {
                Path = $"/v1/imports/{ImportContracts.IdOfLines}/impact",
            },
        ],
    };
}
