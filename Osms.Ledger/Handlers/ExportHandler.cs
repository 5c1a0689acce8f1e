using Osms.Ledger.Queries;
using Osms.Ledger.Store;
using Osms.Ledger.Values;

namespace Osms.Ledger.Handlers;

/// <summary>Fix the last position of an export; without one, everything recorded by now.</summary>
public sealed record FixExport(LedgerPosition? Through);

/// <summary>Every event from a position through another that is settled, both inclusive.</summary>
public sealed record ExportEvents(LedgerPosition From, LedgerPosition Through);

/// <summary>The way out for whole ledgers.</summary>
public static class ExportHandler
{
    public static Task<Settlement> Handle(FixExport message, ExportQuery query, CancellationToken cancellation) =>
        query.FixAsync(message.Through, cancellation);

    public static IAsyncEnumerable<StoredEvent> Handle(
        ExportEvents message, ExportQuery query, CancellationToken cancellation) =>
        query.ReadAsync(message.From, message.Through, cancellation);
}
