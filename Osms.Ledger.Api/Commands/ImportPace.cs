using System.Globalization;

namespace Osms.Ledger.Api.Commands;

/// <summary>
/// How fast a file is imported, and when it will be done. What an earlier attempt read, where the first sign of
/// progress stands, does not count.
/// </summary>
internal sealed class ImportPace(TimeProvider clock)
{
    private long _began;
    private TimeSpan _elapsed;
    private ImportProgress? _first;
    private ImportProgress _now;

    /// <summary>For example <c>120,000 rows, 25,000/s</c>.</summary>
    internal string Rows => string.Create(
        CultureInfo.InvariantCulture, $"{_now.Rows:N0} rows, {Rate(_now.Rows - (_first?.Rows ?? 0)):N0}/s");

    /// <summary>Of the bytes.</summary>
    internal int Percent => _now.Bytes == 0 ? 100 : (int)(_now.BytesRead * 100.0 / _now.Bytes);

    /// <summary>At the pace so far, in whole seconds; null when there is no pace yet.</summary>
    internal TimeSpan? Left => Rate(_now.BytesRead - (_first?.BytesRead ?? 0)) is var rate and > 0
        ? TimeSpan.FromSeconds(Math.Ceiling((_now.Bytes - _now.BytesRead) / rate))
        : null;

    internal void Move(ImportProgress value)
    {
        if (_first is null)
        {
            _first = value;
            _began = clock.GetTimestamp();
        }

        _now = value;
        _elapsed = clock.GetElapsedTime(_began);
    }

    private double Rate(long done) => done / Math.Max(_elapsed.TotalSeconds, 0.001);
}
