using Osms.Ledger.Closing;
using Osms.Ledger.Insured;
using Osms.Ledger.Values;

namespace Osms.Ledger.Api.OpenApi;

/// <summary>A code that a call may answer with.</summary>
/// <param name="Code">Stable.</param>
/// <param name="Status">Of HTTP.</param>
/// <param name="Title">The sentence of the answer; null when it says a number or comes from what was sent.</param>
/// <param name="Meaning">When it is answered and what to do.</param>
internal sealed record KnownProblem(string Code, int Status, string? Title, string Meaning)
{
    /// <summary>Every code of the service, those of refusals included.</summary>
    internal static IReadOnlyDictionary<string, KnownProblem> All { get; } = Own().Concat(Refusals()).Concat(OfMonths())
        .GroupBy(problem => problem.Code)
        .ToDictionary(codes => codes.Key, codes => codes.First(), StringComparer.Ordinal);

    /// <summary>What any call may answer.</summary>
    internal static IReadOnlyList<string> OfEvery { get; } = ["address-too-long", "headers-too-large", "internal"];

    /// <summary>What any call that asks the database may answer.</summary>
    internal static IReadOnlyList<string> OfDatabase { get; } =
        [.. OfEvery, "database-unavailable", "database-full", "timed-out"];

    /// <summary>What any call with a body of JSON may answer.</summary>
    internal static IReadOnlyList<string> OfJson { get; } =
    [
        .. OfDatabase, "unreadable", "nested-too-deep", "sent-too-slowly", "body-too-large", "unsupported-media-type",
        "busy",
    ];

    /// <summary>What any question that names a time may answer.</summary>
    internal static IReadOnlyList<string> OfKnownAt { get; } =
        ["position-ahead", "instant-ahead", "position-not-settled"];

    private static IEnumerable<KnownProblem> Own() =>
    [
        new("unreadable", 400, "The request cannot be read.",
            "A field is missing, unknown or of the wrong kind; `errors` lists all. Mend the request."),
        new("nested-too-deep", 400, "The request cannot be read.", "The JSON is nested deeper than any call needs."),
        new("text-too-long", 400, "The request cannot be read.", "A text of a command has more than 200 characters."),
        new("not-found", 404, null, "There is no such address."),
        new("import-unknown", 404, "No file with this id was sent for import.", "Send the file."),
        new("method-not-allowed", 405, null, "The address is there, but not for this method."),
        new("sent-too-slowly", 408, "The request did not come in time. Nothing was done; send it again.",
            "The body did not come in time, and the connection is closed."),
        new("conflict", 409, "Others keep writing to the same person; send it again.",
            "Others kept writing to the same person. Send it again after `Retry-After` seconds."),
        new("import-not-done", 409, "The import has not come to its end.",
            "Ask again when the import is done; an interrupted one goes on when its file is sent again."),
        new("body-too-large", 413, "A call has at most 64 KiB.", "The body is larger than a call may have."),
        new("batch-too-long", 413, "A batch has at most 10000 IINs; send application/x-ndjson for more.",
            "Send the same as NDJSON."),
        new("unpacked-too-large", 413,
            "The gzip unpacks to too many times its size; send it unpacked. Nothing of it was recorded.",
            "The file is compressed too well to be read without harm. Send it unpacked."),
        new("address-too-long", 414, "An address has at most 8192 bytes.", "Path and query are too long."),
        new("unsupported-media-type", 415, "Send application/json.", "The body is not said to be JSON."),
        new("format-unknown", 415, null, "The file's format cannot be told: say which with `format`."),
        new("iin-invalid", 422, null, "Not 12 digits with a real birth date and a right control digit."),
        new("import-not-traced", 422,
            "Exported events keep what they belonged to when they were first recorded: none of them is this import's.",
            "Ask about the imports that first recorded them, where that was done."),
        new("service-unknown", 422, "There is no such care; GET /v1/packages lists all with their codes.",
            "`service` is a code of `GET /v1/packages`."),
        new("position-ahead", 422, null, "`knownAt` names a position that was not handed out yet."),
        new("instant-ahead", 422, "This instant has not come yet.", "`knownAt` is in the future."),
        new("headers-too-large", 431, "A request has at most 100 headers and 32 KiB of them.",
            "There are too many headers, or they are too long."),
        new("internal", 500, "The service made a mistake; it is in its log.", "A mistake of the service."),
        new("position-not-settled", 503, "A transaction below this position is still running; ask again.",
            "Ask again after `Retry-After` seconds."),
        new("figures-not-ready", 503, "The figures are being made again from the events; ask again.",
            "They were made with other rule data. Ask again after `Retry-After` seconds."),
        new("database-unavailable", 503,
            "The database cannot be reached. Send it again: what was recorded before is then a repeat.",
            "Send it again after `Retry-After` seconds."),
        new("database-full", 503,
            "The database has no room left. Send it again when there is: what was recorded before is then a repeat.",
            "Make room for the database, and send it again."),
        new("timed-out", 503,
            "This took too long and was given up. Send it again: what was recorded before is then a repeat.",
            "Send it again after `Retry-After` seconds."),
        new("busy", 503, "Too many calls are waiting. Nothing was done; send it again.",
            "Send it again after `Retry-After` seconds."),
        new("spool-unavailable", 503,
            "The service cannot keep the file; its disk may be full. Nothing of it was recorded; send it again.",
            "Make room on the service's disk, and send the file again."),
        new("import-interrupted", 503,
            "The import stopped before its end: the database went away, or the service stops. What was recorded stays. "
            + "Send the file again: it goes on where it stopped.",
            "Send the file again: it goes on where it stopped."),
        new("stopping", 503, "This service was told to stop.", "Send callers to another one."),
    ];

    private static IEnumerable<KnownProblem> Refusals() => Enum.GetValues<RefusalCode>().Select(code =>
        new KnownProblem(
            Code<RefusalCode>.Of(code), StatusCodes.Status422UnprocessableEntity, null, RefusalMeanings.Of(code)));

    private static IEnumerable<KnownProblem> OfMonths() => Enum.GetValues<ClosingRefusalCode>().Select(code =>
        new KnownProblem(
            Code<ClosingRefusalCode>.Of(code), StatusCodes.Status422UnprocessableEntity, null,
            MonthContracts.MeaningOf(code)));
}

/// <summary>An RFC 9457 problem, as it is written.</summary>
public sealed record ProblemBody(
    string Type, string Title, int Status, string Code, IReadOnlyList<Http.ProblemError>? Errors, string? TraceId);
