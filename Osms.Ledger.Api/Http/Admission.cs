using System.Threading.RateLimiting;

namespace Osms.Ledger.Api.Http;

/// <summary>
/// Whose turn it is. Only requests that have come whole take part: who sends slowly keeps nobody else out. Large
/// bodies have turns of their own, or those that are still coming would fill the memory.
/// </summary>
internal sealed class Admission(LedgerOptions options) : IDisposable
{
    private readonly ConcurrencyLimiter _calls = Limiter(options.CallsAtOnce, options.CallsWaiting);
    private readonly ConcurrencyLimiter _large = Limiter(options.CallsAtOnce, options.CallsWaiting);
    private readonly ConcurrencyLimiter _lines = Limiter(options.LineBatchesAtOnce, options.CallsWaiting);

    /// <summary>Waits for the turn of a call, which ends with the request; the problem when too many wait.</summary>
    internal Task<IResult?> EnterCallAsync(HttpContext http) => EnterAsync(_calls, http);

    /// <summary>The same for a body that is large, before the rest of it is read.</summary>
    internal Task<IResult?> EnterLargeAsync(HttpContext http) => EnterAsync(_large, http);

    /// <summary>The same for a batch of lines.</summary>
    internal Task<IResult?> EnterLinesAsync(HttpContext http) => EnterAsync(_lines, http);

    public void Dispose()
    {
        _calls.Dispose();
        _large.Dispose();
        _lines.Dispose();
    }

    private static async Task<IResult?> EnterAsync(ConcurrencyLimiter limiter, HttpContext http)
    {
        var turn = await limiter.AcquireAsync(1, http.RequestAborted);
        http.Response.RegisterForDispose(turn);
        return turn.IsAcquired
            ? null
            : Problem.Later(
                StatusCodes.Status503ServiceUnavailable, "busy",
                "Too many calls are waiting. Nothing was done; send it again.", 1);
    }

    private static ConcurrencyLimiter Limiter(int atOnce, int waiting) => new(new ConcurrencyLimiterOptions
    {
        PermitLimit = atOnce,
        QueueLimit = waiting,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });
}
