using System.Diagnostics.Metrics;
using Osms.Ledger.Projections;
using Osms.Ledger.Store;
using Osms.Ledger.Telemetry;
using Osms.Ledger.Values;

namespace Osms.Ledger;

/// <summary>How the ledger stands, as this service sees it, for whoever measures.</summary>
public sealed class LedgerGauges : IDisposable
{
    private readonly Meter _meter = new(LedgerTelemetry.Name);
    private readonly TimeProvider _clock;
    private long _lag;
    private long _caughtUp;

    public LedgerGauges(HighWater highWater, ReadModel readModel, TimeProvider clock)
    {
        _clock = clock;
        _caughtUp = clock.GetTimestamp();
        _meter.CreateObservableGauge(
            "osms.ledger.position", () => highWater.Current.Value, "{position}",
            "Everything at or below it is settled.");
        _meter.CreateObservableGauge(
            "osms.ledger.position.lag", () => Interlocked.Read(ref _lag), "{position}",
            "Positions handed out above the settled one.");
        _meter.CreateObservableGauge(
            "osms.ledger.position.lag.time", Behind, "s", "How long ago all positions handed out were settled.");
        _meter.CreateObservableGauge(
            "osms.ledger.read_model.current", () => readModel.IsCurrent ? 1 : 0, "1",
            "0 while the tables are rebuilt; then answers come from the events.");
    }

    /// <summary>Told by who looks at the high water.</summary>
    public void Seen(LedgerPosition settled, LedgerPosition handedOut)
    {
        Interlocked.Exchange(ref _lag, handedOut.Value - settled.Value);
        if (settled >= handedOut)
        {
            Interlocked.Exchange(ref _caughtUp, _clock.GetTimestamp());
        }
    }

    public void Dispose() => _meter.Dispose();

    private double Behind() => Interlocked.Read(ref _lag) == 0
        ? 0
        : _clock.GetElapsedTime(Interlocked.Read(ref _caughtUp)).TotalSeconds;
}
