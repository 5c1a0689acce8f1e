using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Osms.Ledger.Telemetry;

/// <summary>
/// What the ledger tells of itself to whoever listens: spans and measures by the name <c>Osms.Ledger</c>. No tag holds
/// anything about a person.
/// </summary>
public static class LedgerTelemetry
{
    /// <summary>Of the source of spans and of the meter.</summary>
    public const string Name = "Osms.Ledger";

    // Seconds: from a lookup to a file of many minutes.
    private static readonly double[] Buckets =
        [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60, 600];

    private static readonly Meter Meter = new(Name);

    internal static ActivitySource Source { get; } = new(Name);

    /// <summary>Single commands, by kind and outcome.</summary>
    internal static Counter<long> Commands { get; } = Meter.CreateCounter<long>(
        "osms.ledger.commands", "{command}", "Single commands, by kind and outcome.");

    /// <summary>Reasons of refusals, of single commands and of rows of files.</summary>
    internal static Counter<long> Refusals { get; } = Meter.CreateCounter<long>(
        "osms.ledger.refusals", "{refusal}", "Reasons for refusing commands and rows, by code.");

    /// <summary>Rows of files, by outcome.</summary>
    internal static Counter<long> ImportRows { get; } = Meter.CreateCounter<long>(
        "osms.ledger.import.rows", "{row}", "Rows of imported files, by outcome.");

    /// <summary>Files that are imported now.</summary>
    internal static UpDownCounter<long> ImportsRunning { get; } = Meter.CreateUpDownCounter<long>(
        "osms.ledger.imports.running", "{import}", "Files that are imported now.");

    /// <summary>Files that wait for others to be imported.</summary>
    public static UpDownCounter<long> ImportsQueued { get; } = Meter.CreateUpDownCounter<long>(
        "osms.ledger.imports.queued", "{import}", "Files that were accepted and wait for others.");

    /// <summary>Questions of batches.</summary>
    internal static Counter<long> BatchQuestions { get; } = Meter.CreateCounter<long>(
        "osms.ledger.batch.questions", "{question}", "Questions asked in batches.");

    /// <summary>Time that handlers take.</summary>
    internal static Histogram<double> Duration { get; } = Meter.CreateHistogram(
        "osms.ledger.handler.duration", "s", "Time a handler takes, by handler and outcome.", tags: null,
        new InstrumentAdvice<double> { HistogramBucketBoundaries = Buckets });
}
