using Osms.Ledger.Closing;
using Osms.Ledger.Store;
using Osms.Ledger.Values;

namespace Osms.Ledger.Queries;

/// <summary>What was closed and opened again so far, from the streams of the months.</summary>
public sealed class ClosingsReader(IEventStore store, PositionClock clock)
{
    // No month that is further away can be closed before this program is replaced.
    private static readonly string[] Streams =
        [.. Enumerable.Range(0, 50 * 12).Select(n => MonthStream.IdOf(MonthStream.First + n))];

    /// <exception cref="Insured.UnknownEventException">An event this program does not know.</exception>
    public async Task<Closings> ReadAsync(CancellationToken cancellation)
    {
        var streams = await store.LoadAsync(Streams, through: null, cancellation);
        return new Closings(streams.Values.SelectMany(events => events).Select(StepOf));
    }

    /// <summary>Where changes are booked, for positions that are settled by now.</summary>
    public async Task<Bookings> BookingsAsync(Closings closings, CancellationToken cancellation)
    {
        var newest = await clock.NewestAsync(cancellation);
        var months = newest is { } at ? Month.Of(CivilDay.In(at)) - MonthStream.First : 0;
        var ends = await clock.LastBeforeAsync(
            Enumerable.Range(1, Math.Max(months, 0)).Select(n => CivilDay.StartOf((MonthStream.First + n).FirstDay)),
            cancellation);
        return new Bookings(closings, new RecordingMonths(MonthStream.First, ends));
    }

    private static MonthStep StepOf(StoredEvent stored) => new(
        MonthStream.TryRead(stored.Stream, out var month)
            ? month
            : throw new InvalidOperationException($"The stream {stored.Stream} is not a month's."),
        stored.Version, MonthEvent.Deserialize(stored.Type, stored.Data), stored.Position, stored.RecordedAt,
        stored.Origin.By);
}
