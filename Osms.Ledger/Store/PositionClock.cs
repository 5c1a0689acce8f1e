using Npgsql;
using NpgsqlTypes;
using Osms.Ledger.Values;

namespace Osms.Ledger.Store;

/// <summary>What an instant or a position of "as known at" comes to.</summary>
public abstract record Settlement
{
    private Settlement()
    {
    }

    /// <summary>Answer from every event at or below this position.</summary>
    public sealed record At(LedgerPosition Position) : Settlement;

    /// <summary>A transaction is still running below it; later it will be settled.</summary>
    public sealed record NotSettled : Settlement;

    /// <summary>No such position has been handed out yet.</summary>
    public sealed record PositionAhead(LedgerPosition Last) : Settlement;

    /// <summary>The instant has not come yet.</summary>
    public sealed record InstantAhead : Settlement;
}

/// <summary>
/// Turns "as known at" into a position that will be the same whenever it is asked again. An entry of the clock is
/// written when the high water moves, at the moment the newest of its events was recorded, and never before an instant
/// that somebody has already been answered for.
/// </summary>
public sealed class PositionClock(NpgsqlDataSource database, HighWater highWater, TimeSpan patience)
{
    private const string ReadRow = "select position, checked_at, clock_timestamp() from ledger.high_water";

    // One entry for each step of the running maximum of the events' own times; never at or below what was answered.
    private const string Move = """
        with known as (
            select position, checked_at from ledger.high_water for update),
        events as (
            select e.seq_id,
                   greatest(
                       max(e.timestamp) over (order by e.seq_id), known.checked_at + interval '1 microsecond') as at
            from ledger.mt_events e, known
            where e.seq_id > known.position and e.seq_id <= $1),
        moved as (
            update ledger.high_water h
            set position = greatest(h.position, $1),
                checked_at = greatest(h.checked_at, $2, (select max(at) from events))
            from known)
        insert into ledger.position_clock (position, at)
        select max(seq_id), at from events group by at
        """;

    private const string PositionAt =
        "select position from ledger.position_clock where at <= $1 order by at desc limit 1";

    /// <summary>The position for a question, waiting for writers below it as long as patience lasts.</summary>
    public async Task<Settlement> SettleAsync(AsOf asOf, CancellationToken cancellation) => asOf switch
    {
        AsOf.Position known => await SettleAsync(known.At, cancellation),
        AsOf.Instant known => await SettleAsync(known.At, cancellation),
        _ => new Settlement.At(highWater.Current),
    };

    /// <summary>
    /// Moves the high water and the clock as far as they go now, for everybody who reads this ledger.
    /// </summary>
    public async Task<LedgerPosition> TickAsync(CancellationToken cancellation)
    {
        var (known, _, _) = await ReadAsync(cancellation);
        highWater.Learn(known);
        var (settled, _) = await highWater.LookAsync(cancellation);
        if (settled > known)
        {
            // No instant is closed by this: an event that is not settled yet keeps the time it was recorded at.
            await MoveAsync(settled, DateTimeOffset.MinValue, cancellation);
        }

        return settled;
    }

    private async Task<Settlement> SettleAsync(LedgerPosition position, CancellationToken cancellation)
    {
        if (position <= highWater.Current)
        {
            return new Settlement.At(position);
        }

        var (settled, handedOut) = await highWater.LookAsync(cancellation);
        if (position > handedOut)
        {
            return new Settlement.PositionAhead(handedOut);
        }

        return position <= settled || await highWater.WaitAsync(position, patience, cancellation)
            ? new Settlement.At(position)
            : new Settlement.NotSettled();
    }

    private async Task<Settlement> SettleAsync(DateTimeOffset instant, CancellationToken cancellation)
    {
        var (_, checkedAt, now) = await ReadAsync(cancellation);
        if (instant > now && instant > checkedAt)
        {
            return new Settlement.InstantAhead();
        }

        if (instant > checkedAt)
        {
            // The time was read before the number: whatever is recorded later gets a later time.
            var (_, handedOut) = await highWater.LookAsync(cancellation);
            if (!await highWater.WaitAsync(handedOut, patience, cancellation))
            {
                return new Settlement.NotSettled();
            }

            await MoveAsync(handedOut, now, cancellation);
        }

        await using var command = database.CreateCommand(PositionAt);
        command.Parameters.Add(Instant(instant));
        var position = await command.ExecuteScalarAsync(cancellation);
        return new Settlement.At(position is long found ? new LedgerPosition(found) : LedgerPosition.Start);
    }

    private async Task<(LedgerPosition Known, DateTimeOffset CheckedAt, DateTimeOffset Now)> ReadAsync(
        CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(ReadRow);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        if (!await row.ReadAsync(cancellation))
        {
            throw new InvalidOperationException("ledger.high_water has lost its row; restore it from a backup.");
        }

        return (new LedgerPosition(row.GetInt64(0)), row.GetFieldValue<DateTimeOffset>(1),
            row.GetFieldValue<DateTimeOffset>(2));
    }

    private async Task MoveAsync(LedgerPosition settled, DateTimeOffset now, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(Move);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = settled.Value });
        command.Parameters.Add(Instant(now));
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private static NpgsqlParameter Instant(DateTimeOffset at) =>
        new() { Value = at.ToUniversalTime(), NpgsqlDbType = NpgsqlDbType.TimestampTz };
}
