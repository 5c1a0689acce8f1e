using Osms.Ledger.Queries;
using Osms.Ledger.Store;
using Osms.Ledger.Values;

namespace Osms.Ledger.Handlers;

/// <summary>Fix the last position of an export; without one, everything recorded by now.</summary>
public sealed record FixExport(LedgerPosition? Through) : IMessage<Settlement>;

/// <summary>Every event from a position through another that is settled, both inclusive.</summary>
public sealed record ExportEvents(LedgerPosition From, LedgerPosition Through) : IMessage<ExportedEvents>;

/// <summary>Events in their order; they are read as they are asked for, once.</summary>
public sealed record ExportedEvents(IAsyncEnumerable<StoredEvent> Events);

/// <summary>The way out for whole ledgers.</summary>
public static class ExportHandler
{
    public static Task<Settlement> Handle(FixExport message, ExportQuery query, CancellationToken cancellation) =>
        query.FixAsync(message.Through, cancellation);

    public static ExportedEvents Handle(
        ExportEvents message, ExportQuery query, CancellationToken cancellation) =>
        new(query.ReadAsync(message.From, message.Through, cancellation));
}
