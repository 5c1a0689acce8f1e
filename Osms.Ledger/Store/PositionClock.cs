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
    private const string PositionAt =
        "select position from ledger.position_clock where at <= $1 order by at desc limit 1";

    private const string LastBefore = """
        select coalesce(
            (select c.position from ledger.position_clock c where c.at < i.at order by c.at desc limit 1), 0)
        from unnest($1) with ordinality as i (at, place) order by i.place
        """;

    /// <summary>When the newest settled event was recorded; null before the first.</summary>
    internal async Task<DateTimeOffset?> NewestAsync(CancellationToken cancellation)
    {
        await using var command = database.CreateCommand("select max(at) from ledger.position_clock");
        return await command.ExecuteScalarAsync(cancellation) is DateTime newest ? new DateTimeOffset(newest) : null;
    }

    /// <summary>
    /// The last position recorded before each instant. What is settled now stays where this says it is.
    /// </summary>
    internal async Task<IReadOnlyList<LedgerPosition>> LastBeforeAsync(
        IEnumerable<DateTimeOffset> instants, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(LastBefore);
        command.Parameters.Add(new NpgsqlParameter
        {
            Value = instants.Select(instant => instant.UtcDateTime).ToArray(),
            NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz,
        });
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        var positions = new List<LedgerPosition>();
        while (await rows.ReadAsync(cancellation))
        {
            positions.Add(new LedgerPosition(rows.GetInt64(0)));
        }

        return positions;
    }

    /// <summary>The position for a question, waiting for writers below it as long as patience lasts.</summary>
    public async Task<Settlement> SettleAsync(AsOf asOf, CancellationToken cancellation) => asOf switch
    {
        AsOf.Position known => await SettleAsync(known.At, cancellation),
        AsOf.Instant known => await SettleAsync(known.At, cancellation),
        _ => new Settlement.At(highWater.Current),
    };

    /// <summary>The same for an answer about many people: without a time, everything recorded by now.</summary>
    public async Task<Settlement> FixAsync(AsOf asOf, CancellationToken cancellation) => asOf is AsOf.Now
        ? await SettleAsync((await highWater.LookAsync(cancellation)).HandedOut, cancellation)
        : await SettleAsync(asOf, cancellation);

    /// <summary>
    /// Moves the high water and the clock as far as they go now, for everybody who reads this ledger. No instant is
    /// closed by this: an event that is not settled yet keeps the time it was recorded at.
    /// </summary>
    public async Task<LedgerPosition> TickAsync(CancellationToken cancellation) =>
        (await highWater.LookAsync(cancellation)).Settled;

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
        var sight = await highWater.LookAsync(LedgerPosition.Start, cancellation);
        if (instant > sight.Now && instant > sight.CheckedAt)
        {
            return new Settlement.InstantAhead();
        }

        if (instant > sight.CheckedAt)
        {
            if (!await highWater.WaitAsync(new LedgerPosition(sight.Last), patience, cancellation))
            {
                return new Settlement.NotSettled();
            }

            await highWater.CloseAsync(sight.Now, cancellation);
        }

        await using var command = database.CreateCommand(PositionAt);
        command.Parameters.Add(new NpgsqlParameter
        {
            Value = instant.ToUniversalTime(),
            NpgsqlDbType = NpgsqlDbType.TimestampTz,
        });
        var position = await command.ExecuteScalarAsync(cancellation);
        return new Settlement.At(position is long found ? new LedgerPosition(found) : LedgerPosition.Start);
    }
}
