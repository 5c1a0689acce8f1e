using System.Globalization;
using Osms.Ledger.Api.Http;
using Osms.Ledger.Api.OpenApi;
using Osms.Ledger.Handlers;

namespace Osms.Ledger.Api.Endpoints;

/// <summary><c>GET /v1/imports/{id}</c>: how an import stands, with its problems in pages.</summary>
internal static class ImportStatusEndpoint
{
    private const int ProblemsByDefault = 100;
    private const int MostProblems = 1_000;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet($"{ImportEndpoint.Path}/{{id}}", AskAsync).Described(ImportContracts.Ask);

    private static async Task<IResult> AskAsync(
        string id, HttpContext http, ILedgerCalls calls, CancellationToken cancellation)
    {
        if (QueryFields.Unknown(http.Request, "after", "limit") is { } unknown)
        {
            return unknown;
        }

        var errors = new List<ProblemError>();
        if (ImportId.Wrong(id) is { } wrong)
        {
            errors.Add(wrong);
        }

        var after = Number(http, "after", 0, long.MaxValue, 0, errors);
        var limit = Number(http, "limit", 1, MostProblems, ProblemsByDefault, errors);
        if (errors.Count > 0)
        {
            return Problem.UnreadableBody(errors);
        }

        var standing = await calls.CallAsync(new AskImport(id, after, (int)limit), cancellation);
        return standing is null
            ? Problem.Of(StatusCodes.Status404NotFound, "import-unknown", "No file with this id was sent for import.")
            : Results.Json(Bodies.Of(standing), LedgerJson.Options);
    }

    private static long Number(
        HttpContext http, string field, long least, long most, long byDefault, List<ProblemError> errors)
    {
        var text = http.Request.Query[field].ToString();
        if (text.Length == 0)
        {
            return byDefault;
        }

        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= least && number <= most)
        {
            return number;
        }

        errors.Add(new ProblemError(Problem.Unreadable, field, $"A whole number from {least} to {most}."));
        return byDefault;
    }
}
