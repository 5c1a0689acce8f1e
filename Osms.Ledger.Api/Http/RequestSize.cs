using Microsoft.AspNetCore.Http.Features;

namespace Osms.Ledger.Api.Http;

/// <summary>What stands before a body: the address and the headers.</summary>
internal static class RequestSize
{
    /// <summary>Bytes of path and query.</summary>
    internal const int MaxTarget = 8 * 1024;

    internal const int MaxHeaders = 100;

    /// <summary>All names and values together.</summary>
    internal const int MaxHeaderBytes = 32 * 1024;

    /// <summary>Answers with a problem when the request has more than that; otherwise it goes on.</summary>
    internal static Task CheckAsync(HttpContext http, RequestDelegate next) =>
        Broken(http.Request) is { } problem ? problem.ExecuteAsync(http) : next(http);

    private static IResult? Broken(HttpRequest request)
    {
        var target = request.HttpContext.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        if (target.Length > MaxTarget)
        {
            return Problem.Of(
                StatusCodes.Status414UriTooLong, "address-too-long", $"An address has at most {MaxTarget} bytes.");
        }

        var count = 0;
        var bytes = 0;
        foreach (var (name, values) in request.Headers)
        {
            foreach (var value in values)
            {
                count++;
                bytes += name.Length + (value?.Length ?? 0);
            }
        }

        return count > MaxHeaders || bytes > MaxHeaderBytes
            ? Problem.Of(
                StatusCodes.Status431RequestHeaderFieldsTooLarge,
                "headers-too-large",
                $"A request has at most {MaxHeaders} headers and {MaxHeaderBytes / 1024} KiB of them.")
            : null;
    }
}
