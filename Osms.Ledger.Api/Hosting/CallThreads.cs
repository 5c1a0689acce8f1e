namespace Osms.Ledger.Api.Hosting;

/// <summary>Threads of the pool for calls, beside those that imports keep busy.</summary>
internal static class CallThreads
{
    // One reads ahead, two decide; each reckons for many milliseconds before it waits for anything.
    private const int OfAnImport = 3;

    /// <summary>
    /// The pool begins with a thread for each processor and adds others slowly: a call would wait for an import until
    /// it waits for the database. With a thread each, the system shares the processors between them.
    /// </summary>
    internal static void Keep(int importsAtOnce)
    {
        ThreadPool.GetMinThreads(out var workers, out var completions);
        var enough = Environment.ProcessorCount + (OfAnImport * importsAtOnce);
        ThreadPool.SetMinThreads(Math.Max(workers, enough), completions);
    }
}
