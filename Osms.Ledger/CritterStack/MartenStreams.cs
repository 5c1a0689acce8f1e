using Marten;
using Marten.Events.Archiving;
using Osms.Ledger.Store;
using Osms.Ledger.Values;

namespace Osms.Ledger.CritterStack;

/// <summary>Loads many streams at once.</summary>
internal static class MartenStreams
{
    /// <returns>By stream, each in order of version; those without events are not in it.</returns>
    internal static async Task<IReadOnlyDictionary<string, IReadOnlyList<StoredEvent>>> LoadAsync(
        IQuerySession session, IReadOnlyCollection<string> streams, LedgerPosition? through, EventKinds kinds,
        CancellationToken cancellation)
    {
        var last = through?.Value ?? long.MaxValue;
        string[] wanted = [.. streams];
        var events = await MartenErrors.UnwrapAsync(() => session.Events.QueryAllRawEvents()
            .Where(e => e.MaybeArchived() && e.StreamKey!.IsOneOf(wanted) && e.Sequence <= last)
            .OrderBy(e => e.Version)
            .ToListAsync(cancellation));
        return events
            .Select(e => e.ToStored(kinds))
            .GroupBy(e => e.Stream, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => (IReadOnlyList<StoredEvent>)[.. g], StringComparer.Ordinal);
    }
}
