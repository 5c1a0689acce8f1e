using System.Diagnostics;
using System.Globalization;

namespace Osms.Ledger.Api.Bench;

/// <summary>How often something is measured.</summary>
/// <param name="WarmUp">At first, not counted.</param>
/// <param name="Counted">After them.</param>
internal readonly record struct Rounds(int WarmUp, int Counted);

/// <summary>
/// The work and the machine's limit in turns, so that whatever else the machine does meets both. The figure is the
/// median of the rounds, and so is the limit; the ratio is that of the two.
/// </summary>
internal sealed class Interleaved
{
    private readonly List<Round> _work = [];
    private readonly List<Round> _limit = [];

    private Interleaved()
    {
    }

    /// <summary>Of the work, a row.</summary>
    internal double AllocatedPerRow => (double)_work.Sum(round => round.Allocated) / Rows;

    private long Rows => _work.Sum(round => round.Rows);

    /// <param name="rounds">How many, numbered from 0; the first of them only warm both sides up.</param>
    /// <param name="work">The ledger's real path.</param>
    /// <param name="limit">The same for the bare machine.</param>
    /// <param name="step">Told what comes next.</param>
    internal static async Task<Interleaved> RunAsync(
        Rounds rounds, Func<int, Task<Round>> work, Func<int, Task<Round>> limit, Action<string> step)
    {
        var both = new Interleaved();
        step("warming up");
        for (var round = 0; round < rounds.WarmUp + rounds.Counted; round++)
        {
            var done = await work(round);
            var possible = await limit(round);
            if (round >= rounds.WarmUp)
            {
                both._work.Add(done);
                both._limit.Add(possible);
                step(string.Create(
                    CultureInfo.InvariantCulture,
                    $"round {both._work.Count} of {rounds.Counted}: {done.Rate:N0} of {possible.Rate:N0} a second"));
            }
        }

        return both;
    }

    internal Measurement ToMeasurement(string name, string unit, double? aim)
    {
        var value = Median(_work);
        var limit = Median(_limit);
        long[] waits = [.. _work.SelectMany(round => round.Waits).Order()];
        return new Measurement(
            name, value, unit, limit, value / limit, Percentile(waits, 50), Percentile(waits, 99), Rows)
        {
            Aim = aim,
        };
    }

    internal Measurement Allocated(string name) => new($"{name}-allocated", AllocatedPerRow, "bytes each");

    private static double Median(IEnumerable<Round> rounds)
    {
        double[] rates = [.. rounds.Select(round => round.Rate).Order()];
        return (rates[(rates.Length - 1) / 2] + rates[rates.Length / 2]) / 2;
    }

    /// <summary>In milliseconds, of waits in ticks of the stopwatch.</summary>
    internal static double? Percentile(long[] ascending, int percent) => ascending.Length == 0
        ? null
        : ascending[(int)((ascending.Length - 1L) * percent / 100)] * 1000.0 / Stopwatch.Frequency;
}
