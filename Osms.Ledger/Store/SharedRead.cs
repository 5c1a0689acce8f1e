using System.Diagnostics;

namespace Osms.Ledger.Store;

/// <summary>
/// Reads for many callers at once what they ask for one by one: what is asked while statements run waits for the next
/// one, which reads it all. So a busy service sends few statements, and a caller who is alone never waits. What is
/// found was read after it was asked for.
/// </summary>
/// <param name="read">Finds something for each key, in the same order.</param>
/// <param name="brief">What takes longer waits for a disk, which serves many at once.</param>
internal sealed class SharedRead<TKey, TFound>(
    Func<IReadOnlyList<TKey>, Task<IReadOnlyList<TFound>>> read, TimeSpan? brief = null)
{
    private const int MostKeys = 64;

    // Two keep the server and this program busy at the same time; more would only make each smaller.
    private const int Lanes = 2;

    private const int MostLanes = 16;

    private readonly TimeSpan _brief = brief ?? TimeSpan.FromMilliseconds(5);
    private readonly Lock _gate = new();
    private readonly Queue<Asked> _waiting = new();
    private int _running;
    private long _lastBegun;

    /// <param name="key">What to read.</param>
    /// <param name="cancellation">Leaves; the statement, which others may have a part in, goes on.</param>
    internal Task<TFound> ReadAsync(TKey key, CancellationToken cancellation)
    {
        var asked = new Asked(key, Activity.Current);
        var begins = false;
        lock (_gate)
        {
            _waiting.Enqueue(asked);
            if (_running < Lanes || (_running < MostLanes && Stopwatch.GetElapsedTime(_lastBegun) > _brief))
            {
                _running++;
                begins = true;
            }
        }

        if (begins)
        {
            _ = RunAsync();
        }

        return asked.Task.IsCompleted ? asked.Task : asked.Task.WaitAsync(cancellation);
    }

    private async Task RunAsync()
    {
        while (Next() is { } group)
        {
            await AnswerAsync(group);

            // Whoever asks again at once is in the next statement, rather than in one alone.
            await Task.Yield();
        }
    }

    private Asked[]? Next()
    {
        lock (_gate)
        {
            if (_waiting.Count == 0)
            {
                _running--;
                return null;
            }

            _lastBegun = Stopwatch.GetTimestamp();
            var group = new Asked[Math.Min(_waiting.Count, MostKeys)];
            for (var i = 0; i < group.Length; i++)
            {
                group[i] = _waiting.Dequeue();
            }

            return group;
        }
    }

    private async Task AnswerAsync(Asked[] group)
    {
        // The statement belongs to the trace of one of those who asked.
        Activity.Current = Array.Find(group, asked => asked.Trace is not null)?.Trace;
        try
        {
            var found = await read(Array.ConvertAll(group, asked => asked.Key));
            for (var i = 0; i < group.Length; i++)
            {
                group[i].SetResult(found[i]);
            }
        }
        catch (Exception e)
        {
            // Theirs to handle.
            Array.ForEach(group, asked => asked.TrySetException(e));
        }
    }

    private sealed class Asked(TKey key, Activity? trace)
        : TaskCompletionSource<TFound>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        internal TKey Key => key;

        internal Activity? Trace => trace;
    }
}
