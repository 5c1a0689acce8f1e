using Microsoft.OpenApi;
using Osms.Ledger.Api.Http;

namespace Osms.Ledger.Api.OpenApi;

/// <summary>What calls for lists have in common.</summary>
internal static class ListContract
{
    private const string Pages = "In pages of one position, by `cursor`, until there is none: a page may have fewer "
        + "rows than asked for and not be the last. Or all of them at once as NDJSON or CSV, one a line, as `Accept` "
        + "or `format` says.";

    internal static IReadOnlyList<string> Problems { get; } =
    [
        .. KnownProblem.OfJson, .. KnownProblem.OfKnownAt, "text-too-long", "month-out-of-range", "figures-not-ready",
    ];

    /// <summary>Where JSON, NDJSON and CSV say the same.</summary>
    internal static CallParameter Format { get; } = new(
        "format", ParameterLocation.Query, Fields.OneOf(["json", "ndjson", "csv"], "A format."),
        "Left out: as `Accept` says, or JSON.", "json");

    /// <param name="id">Its name in generated clients.</param>
    /// <param name="summary">A few words.</param>
    /// <param name="description">What is in the list and in which order.</param>
    /// <param name="fields">Of the question, besides those of every list.</param>
    /// <param name="required">Of these.</param>
    /// <param name="page">What is written as JSON.</param>
    /// <param name="example">A question.</param>
    /// <param name="more">Other examples.</param>
    /// <param name="knownAt">The field that says as known when.</param>
    internal static CallContract Of(
        string id, string summary, string description, Dictionary<string, IOpenApiSchema> fields, string[] required,
        Type page, string example, CallExample[] more, string knownAt = "knownAt")
    {
        fields.TryAdd(knownAt, Fields.KnownAt);
        fields["cursor"] = Fields.Free("Of the page before; for JSON.");
        fields["limit"] = Fields.Whole(
            $"Rows in a page, 1 to {ListForm.RowsAtOnce}. Left out: {ListForm.RowsByDefault}.");
        return new CallContract(id, ReconciliationContracts.Tag, summary, $"{description} {Pages}")
        {
            Parameters = [Format],
            Bodies = [new CallBody("application/json", Fields.Object(fields, required, "Which."))],
            Answers =
            [
                new CallAnswer(200, "application/json", page, "A page."),
                new CallAnswer(200, Ndjson.MediaType, null, "All of them, one a line."),
                new CallAnswer(200, Csv.MediaType, null, "All of them, one a line under a header."),
            ],
            Problems = Problems,
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
                .. more,
            ],
        };
    }
}
