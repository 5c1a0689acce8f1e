using Npgsql;
using Osms.Ledger.Values;

namespace Osms.Ledger.Store;

/// <summary>
/// How far the ledger is settled: what no running transaction can still write below. Numbers are drawn in another
/// order than transactions commit, so the highest number seen proves nothing. Every writer holds ROW EXCLUSIVE on
/// mt_events before its first number; so whoever reads the sequence first and then waits for the holders of that lock
/// knows that everything up to the number read is committed or will never be.
/// </summary>
public sealed class HighWater(NpgsqlDataSource database) : IDisposable
{
    // Two statements: the number must be read before the holders are listed.
    private const string LastNumber = """
        select case when is_called then last_value else last_value - 1 end, clock_timestamp()
        from ledger.mt_events_sequence
        """;

    private const string Holders = """
        select virtualtransaction from pg_locks
        where locktype = 'relation' and relation = 'ledger.mt_events'::regclass
          and database = (select oid from pg_database where datname = current_database())
          and mode = 'RowExclusiveLock' and granted
        """;

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(5);

    private readonly SemaphoreSlim _oneAtATime = new(1, 1);
    private long _settled;
    private Candidate? _waiting;

    /// <summary>The highest position known to be settled, without asking.</summary>
    public LedgerPosition Current => new(Interlocked.Read(ref _settled));

    /// <summary>Looks once, without waiting for anybody.</summary>
    /// <returns>What is settled now, and the last number handed out.</returns>
    public async Task<(LedgerPosition Settled, LedgerPosition HandedOut)> LookAsync(CancellationToken cancellation)
    {
        await _oneAtATime.WaitAsync(cancellation);
        try
        {
            var before = Current.Value;
            var now = await ReadAsync(cancellation);
            if (now.Last < before || now.Last < _waiting?.Last)
            {
                // A server that crashed may hand out numbers again that it had given to writers who never committed.
                Interlocked.Exchange(ref _settled, Math.Min(before, now.Last));
                _waiting = null;
            }

            if (_waiting is { } waiting)
            {
                waiting.Holders.IntersectWith(now.Holders);
                if (waiting.Holders.Count == 0)
                {
                    Raise(waiting.Last);
                    _waiting = null;
                }
            }

            if (now.Holders.Count == 0)
            {
                Raise(now.Last);
                _waiting = null;
            }
            else
            {
                _waiting ??= now;
            }

            return (Current, new LedgerPosition(now.Last));
        }
        catch (NpgsqlException)
        {
            // If the server is gone so are its writers, and after a restart their numbers may be others'.
            _waiting = null;
            throw;
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    /// <summary>Waits until a position is settled; false when it was not within the time.</summary>
    public async Task<bool> WaitAsync(LedgerPosition position, TimeSpan patience, CancellationToken cancellation)
    {
        var deadline = Environment.TickCount64 + (long)patience.TotalMilliseconds;
        while (Current < position)
        {
            if ((await LookAsync(cancellation)).Settled >= position)
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

    public void Dispose() => _oneAtATime.Dispose();

    /// <summary>Tells what another process has already found settled.</summary>
    internal void Learn(LedgerPosition settled) => Raise(settled.Value);

    private async Task<Candidate> ReadAsync(CancellationToken cancellation)
    {
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand(LastNumber));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Holders));
        await using var rows = await batch.ExecuteReaderAsync(cancellation);
        await rows.ReadAsync(cancellation);
        var last = rows.GetInt64(0);
        await rows.NextResultAsync(cancellation);
        var holders = new HashSet<string>(StringComparer.Ordinal);
        while (await rows.ReadAsync(cancellation))
        {
            holders.Add(rows.GetString(0));
        }

        return new Candidate(last, holders);
    }

    private void Raise(long settled)
    {
        long known;
        while (settled > (known = Interlocked.Read(ref _settled))
            && Interlocked.CompareExchange(ref _settled, settled, known) != known)
        {
        }
    }

    private sealed record Candidate(long Last, HashSet<string> Holders);
}
