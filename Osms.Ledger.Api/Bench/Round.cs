using System.Diagnostics;

namespace Osms.Ledger.Api.Bench;

/// <summary>One side of the comparison, once.</summary>
/// <param name="Rows">Events, commands or answers.</param>
/// <param name="Elapsed">For all of them.</param>
/// <param name="Allocated">Bytes, by the whole process.</param>
/// <param name="Waits">How long each call took, in ticks of the stopwatch; empty where there are no callers.</param>
internal sealed record Round(long Rows, TimeSpan Elapsed, long Allocated, IReadOnlyList<long> Waits)
{
    /// <summary>A second.</summary>
    internal double Rate => Rows / Elapsed.TotalSeconds;

    internal static async Task<Round> MeasureAsync(long rows, Func<Task> run)
    {
        // Neither side pays for the garbage of the other.
        GC.Collect();
        var allocated = GC.GetTotalAllocatedBytes();
        var began = Stopwatch.GetTimestamp();
        await run();
        var elapsed = Stopwatch.GetElapsedTime(began);
        return new Round(rows, elapsed, GC.GetTotalAllocatedBytes() - allocated, []);
    }
}
