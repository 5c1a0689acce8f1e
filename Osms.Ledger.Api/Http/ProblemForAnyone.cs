using System.Diagnostics;
using System.Net.Mime;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;

namespace Osms.Ledger.Api.Http;

/// <summary>
/// Writes a problem for who says that it takes no JSON, a browser for instance: without it the framework would answer
/// with text, or take a failure for an unhandled one.
/// </summary>
internal sealed class ProblemForAnyone(IOptions<ProblemDetailsOptions> options) : IProblemDetailsWriter
{
    public bool CanWrite(ProblemDetailsContext context) => true;

    public async ValueTask WriteAsync(ProblemDetailsContext context)
    {
        var http = context.HttpContext;
        var details = context.ProblemDetails;
        details.Status ??= http.Response.StatusCode;
        details.Title ??= ReasonPhrases.GetReasonPhrase(details.Status.Value);
        details.Extensions.TryAdd("traceId", Activity.Current?.Id ?? http.TraceIdentifier);
        options.Value.CustomizeProblemDetails?.Invoke(context);
        await http.Response.WriteAsJsonAsync(details, LedgerJson.Options, MediaTypeNames.Application.ProblemJson);
    }
}
