using System.Diagnostics;

namespace Osms.Ledger.Telemetry;

/// <summary>One call of a handler as a span and a time; what ends without an outcome has failed.</summary>
internal sealed class HandlerCall : IDisposable
{
    private const string Failed = "failed";

    private readonly string _handler;
    private readonly Activity? _span;
    private readonly long _started = Stopwatch.GetTimestamp();
    private string _outcome = Failed;

    private HandlerCall(string handler)
    {
        _handler = handler;
        _span = LedgerTelemetry.Source.StartActivity(handler);
    }

    /// <summary>Null when nobody listens.</summary>
    /// <param name="handler">What it does, in a word or two: the span's name.</param>
    internal static HandlerCall? Begin(string handler) =>
        LedgerTelemetry.Source.HasListeners() || LedgerTelemetry.Duration.Enabled ? new HandlerCall(handler) : null;

    internal void Tag(string name, object value) => _span?.SetTag($"osms.{name}", value);

    internal void Ended(string outcome)
    {
        _outcome = outcome;
        Tag("outcome", outcome);
    }

    public void Dispose()
    {
        LedgerTelemetry.Duration.Record(
            Stopwatch.GetElapsedTime(_started).TotalSeconds,
            new KeyValuePair<string, object?>("osms.handler", _handler),
            new KeyValuePair<string, object?>("osms.outcome", _outcome));
        if (_outcome == Failed)
        {
            _span?.SetStatus(ActivityStatusCode.Error);
        }

        _span?.Dispose();
    }
}
