namespace Osms.Ledger.Api.Bench;

/// <summary>The most memory this process has while something goes on.</summary>
internal static class MemoryWatch
{
    private const double Megabyte = 1 << 20;
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(20);

    /// <returns>What came of it, and megabytes.</returns>
    internal static async Task<(T Result, double Megabytes)> RunAsync<T>(Func<Task<T>> run)
    {
        // What was needed before does not count.
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        using var ended = new CancellationTokenSource();
        var watching = WatchAsync(ended.Token);
        T result;
        try
        {
            result = await run();
        }
        finally
        {
            await ended.CancelAsync();
        }

        return (result, await watching / Megabyte);
    }

    private static async Task<long> WatchAsync(CancellationToken ended)
    {
        var most = Environment.WorkingSet;
        while (!ended.IsCancellationRequested)
        {
            await Task.Delay(Between, ended).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            most = Math.Max(most, Environment.WorkingSet);
        }

        return most;
    }
}
