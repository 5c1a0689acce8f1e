using Npgsql;
using Osms.Ledger.Values;

namespace Osms.Ledger.Store;

/// <summary>
/// How far the ledger is settled: what no running transaction can still write below. Numbers are drawn in another
/// order than transactions commit, so the highest number seen proves nothing. Every writer holds ROW EXCLUSIVE on
/// mt_events before its first number; so whoever reads the sequence first and then waits for the holders of that lock
/// knows that everything up to the number read is committed or will never be. That counts once the row of the high
/// water says so: the row is flushed, and the sequence's number with it, so that no crash gives a number out again.
/// </summary>
public sealed class HighWater(NpgsqlDataSource database) : IDisposable
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(5);

    private readonly HighWaterSession _session = new(database);
    private readonly SemaphoreSlim _oneAtATime = new(1, 1);
    private long _settled;

    // Of this session, gone with it: a number whose writers are waited for, and one that may be moved to.
    private (long Last, HashSet<string> Holders)? _waiting;
    private long _found;

    // Of calls to a server that did not answer: who waited for one meanwhile shares its failure.
    private (int Count, Exception? Last) _failures;

    /// <summary>The highest position known to be settled, without asking: what the row said last.</summary>
    public LedgerPosition Current => new(Interlocked.Read(ref _settled));

    /// <summary>Looks once, without waiting for anybody, and moves the row as far as it goes.</summary>
    /// <returns>What is settled now, and the last number handed out.</returns>
    public async Task<(LedgerPosition Settled, LedgerPosition HandedOut)> LookAsync(CancellationToken cancellation)
    {
        var sight = await LookAsync(LedgerPosition.Start, cancellation);
        return (new LedgerPosition(sight.Position), new LedgerPosition(sight.Last));
    }

    /// <summary>Waits until a position is settled; false when it was not within the time.</summary>
    public async Task<bool> WaitAsync(LedgerPosition position, TimeSpan patience, CancellationToken cancellation)
    {
        var deadline = Environment.TickCount64 + (long)patience.TotalMilliseconds;
        while (Current < position)
        {
            if ((await LookAsync(position, cancellation)).Position >= position.Value)
            {
                return true;
            }

            if (Environment.TickCount64 >= deadline)
            {
                return false;
            }

            await Task.Delay(Poll, cancellation);
        }

        return true;
    }

    public void Dispose()
    {
        _session.Dispose();
        _oneAtATime.Dispose();
    }

    /// <summary>Looks once; moves the row if that brings it at least to <paramref name="worthwhile"/>.</summary>
    internal Task<HighWaterSight> LookAsync(LedgerPosition worthwhile, CancellationToken cancellation) => AloneAsync(
        async () =>
        {
            var sight = await _session.ReadAsync();
            Interlocked.Exchange(ref _settled, sight.Position);
            Find(sight);
            return _found > sight.Position && _found >= worthwhile.Value
                ? sight with { Position = await MoveAsync(_found, DateTimeOffset.MinValue) }
                : sight;
        },
        cancellation);

    /// <summary>
    /// Gives every instant up to this one its position for good; the caller has waited for its events.
    /// </summary>
    internal Task CloseAsync(DateTimeOffset until, CancellationToken cancellation) =>
        AloneAsync(() => MoveAsync(0, until), cancellation);

    private async Task<long> MoveAsync(long settled, DateTimeOffset until)
    {
        var moved = await _session.MoveAsync(settled, until);
        Interlocked.Exchange(ref _settled, moved);
        return moved;
    }

    private void Find(HighWaterSight sight)
    {
        if (_waiting is { } waiting)
        {
            waiting.Holders.IntersectWith(sight.Holders);
            if (waiting.Holders.Count == 0)
            {
                _found = waiting.Last;
                _waiting = null;
            }
        }

        if (sight.Holders.Count == 0)
        {
            _found = sight.Last;
            _waiting = null;
        }
        else
        {
            _waiting ??= (sight.Last, sight.Holders);
        }
    }

    // The caller may leave, a step is finished: a session cut in the middle would start to wait anew each time.
    private async Task<T> AloneAsync<T>(Func<Task<T>> step, CancellationToken cancellation)
    {
        var failures = _failures.Count;
        await _oneAtATime.WaitAsync(cancellation);
        try
        {
            if (_failures.Count == failures)
            {
                return await StepOrAgainAsync(step);
            }
        }
        catch (NpgsqlException e) when (e.IsUnavailable())
        {
            _failures = (unchecked(failures + 1), e);
            throw;
        }
        finally
        {
            _oneAtATime.Release();
        }

        // In turn each would wait for a server that hangs, and the last for all of them.
        throw new NpgsqlException("The server did not answer a call before this one.", _failures.Last);
    }

    private async Task<T> StepOrAgainAsync<T>(Func<Task<T>> step)
    {
        var reused = _session.IsOpen;
        try
        {
            return await StepAsync(step);
        }
        catch (NpgsqlException e) when (reused && e.InnerException is not TimeoutException)
        {
            // It may have died while it was idle, which says nothing of the server as it is now.
            return await StepAsync(step);
        }
    }

    private async Task<T> StepAsync<T>(Func<Task<T>> step)
    {
        try
        {
            return await step();
        }
        catch
        {
            // After a crash the same numbers may be drawn again, by writers whom this session has not seen.
            _waiting = null;
            _found = 0;
            _session.Close();
            throw;
        }
    }
}
