using JasperFx.Events;
using Osms.Ledger.Store;
using Osms.Ledger.Values;

namespace Osms.Ledger.CritterStack;

/// <summary>Events as Marten has them and as the ledger's driver gives them.</summary>
internal static class MartenEvents
{
    /// <summary>Where it says so, the server gives the time: several services then share one clock.</summary>
    private static readonly DateTimeOffset TheServersTime = DateTimeOffset.MaxValue;

    /// <summary>Tells Marten where an event came from.</summary>
    internal static void Describe(this IEvent happened, EventOrigin origin)
    {
        happened.Id = Guid.CreateVersion7();
        happened.Timestamp = TheServersTime;
        happened.UserName = origin.By;
        happened.CorrelationId = origin.CorrelationId;
        happened.CausationId = Causation.Of(origin);

        // The stored name is enough to read it, and a type's name may change.
        happened.DotNetTypeName = null!;
    }

    internal static StoredEvent ToStored(this IEvent happened, EventKinds kinds) => new(
        new LedgerPosition(happened.Sequence),
        happened.StreamKey!,
        checked((int)happened.Version),
        happened.EventTypeName,
        kinds.ToJson(happened.Data),
        happened.Timestamp,
        OriginOf(happened));

    private static EventOrigin OriginOf(IEvent happened)
    {
        var (source, line) = happened.CausationId is { } text ? Causation.Read(text) : default;
        return new EventOrigin(
            happened.UserName,
            happened.CorrelationId,
            happened.GetHeader("source")?.ToString() ?? source,
            happened.GetHeader("line") is { } given ? Convert.ToInt64(given.ToString(), null) : line);
    }
}
