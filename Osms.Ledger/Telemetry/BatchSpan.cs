using System.Diagnostics;

namespace Osms.Ledger.Telemetry;

/// <summary>
/// A batch as a trace of its own with a link to the import it belongs to: of one file there may be thousands.
/// </summary>
internal sealed class BatchSpan : IDisposable
{
    private readonly Activity? _import;
    private readonly Activity? _span;

    private BatchSpan(int commands)
    {
        _import = Activity.Current;
        Activity.Current = null;
        _span = LedgerTelemetry.Source.StartActivity(
            "batch", ActivityKind.Internal, parentContext: default,
            tags: [new KeyValuePair<string, object?>("osms.commands", commands)],
            links: _import is null ? [] : [LinkTo(_import)]);
    }

    /// <summary>Null when nobody listens.</summary>
    internal static BatchSpan? Begin(int commands) =>
        LedgerTelemetry.Source.HasListeners() ? new BatchSpan(commands) : null;

    // Without the caller's trace state, which may say anything.
    private static ActivityLink LinkTo(Activity import) =>
        new(new ActivityContext(import.TraceId, import.SpanId, import.ActivityTraceFlags));

    public void Dispose()
    {
        _span?.Dispose();
        Activity.Current = _import;
    }
}
