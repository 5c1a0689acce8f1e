using System.Diagnostics;

namespace Osms.Ledger.Api.Bench;

/// <summary>Callers that each ask again as soon as they have their answer.</summary>
internal static class Callers
{
    /// <summary>In the process.</summary>
    internal const int InProcess = 8;

    /// <summary>Each on a connection that is kept.</summary>
    internal const int OverHttp = 32;

    /// <param name="callers">At once.</param>
    /// <param name="calls">By all of them together.</param>
    /// <param name="call">By which caller, and the how manieth call of all.</param>
    internal static async Task<Round> RunAsync(int callers, int calls, Func<int, int, Task> call)
    {
        var waits = new long[calls];
        var next = -1;
        var numbers = Enumerable.Range(0, callers);
        var round = await Round.MeasureAsync(
            calls, () => Task.WhenAll(numbers.Select(caller => Task.Run(() => CallAsync(caller)))));
        return round with { Waits = waits };

        async Task CallAsync(int caller)
        {
            while (Interlocked.Increment(ref next) is var number && number < calls)
            {
                var began = Stopwatch.GetTimestamp();
                await call(caller, number);
                waits[number] = Stopwatch.GetTimestamp() - began;
            }
        }
    }
}
