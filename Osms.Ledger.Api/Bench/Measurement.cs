namespace Osms.Ledger.Api.Bench;

/// <summary>One line of the report; null where there is nothing to say.</summary>
/// <param name="Name">Stable, kebab-case.</param>
/// <param name="Value">The figure.</param>
/// <param name="Unit">Of the figure and its limit.</param>
/// <param name="Limit">What this machine can do at the most.</param>
/// <param name="Ratio">Of the figure to the limit.</param>
/// <param name="P50Ms">How long half of the callers waited at the most.</param>
/// <param name="P99Ms">How long 99 of 100 callers waited at the most.</param>
/// <param name="Rows">Measured in all, warm-up aside.</param>
internal sealed record Measurement(
    string Name, double Value, string Unit, double? Limit = null, double? Ratio = null, double? P50Ms = null,
    double? P99Ms = null, long? Rows = null)
{
    /// <summary>The ratio, or where there is none the figure, that the ledger aims at.</summary>
    internal double? Aim { get; init; }
}
