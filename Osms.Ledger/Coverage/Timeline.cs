using Osms.Ledger.Regulation;

namespace Osms.Ledger.Coverage;

/// <summary>
/// All runs of one person: every day from the first that can be asked about to the last, without a gap.
/// </summary>
public sealed class Timeline
{
    private readonly CoverageRun[] _runs;

    internal Timeline(CoverageRun[] runs) => _runs = runs;

    /// <summary>The timeline whose runs begin on these days, from January 2020 on.</summary>
    internal static Timeline FromRuns(ReadOnlySpan<(DateOnly From, Standing Standing)> begins)
    {
        var runs = new CoverageRun[begins.Length + 1];
        runs[0] = new CoverageRun(null, null, BeforeOsms);
        for (var i = 0; i < begins.Length; i++)
        {
            runs[i] = runs[i] with { Through = begins[i].From.AddDays(-1) };
            runs[i + 1] = new CoverageRun(begins[i].From, null, begins[i].Standing);
        }

        return new Timeline(runs);
    }

    /// <summary>What holds for everybody before OSMS began.</summary>
    internal static Standing BeforeOsms { get; } = new(Bases.None, NotInsured.NotInForce, Payer.None, null, null);

    /// <summary>In order of days; neighbours differ.</summary>
    public IReadOnlyList<CoverageRun> Runs => _runs;

    public Standing On(DateOnly day) => _runs[IndexOf(day)].Standing;

    /// <summary>The same with the unbroken run around it.</summary>
    public CoverageDay Around(DateOnly day)
    {
        var (since, through) = Unbroken(day);
        return new CoverageDay(On(day), since, through);
    }

    /// <summary>
    /// The unbroken run of insured, or of not insured, days around a day, whatever the bases within it.
    /// </summary>
    public (DateOnly? Since, DateOnly? Through) Unbroken(DateOnly day)
    {
        var first = IndexOf(day);
        var last = first;
        var insured = _runs[first].Standing.IsInsured;
        while (first > 0 && _runs[first - 1].Standing.IsInsured == insured)
        {
            first--;
        }

        while (last < _runs.Length - 1 && _runs[last + 1].Standing.IsInsured == insured)
        {
            last++;
        }

        return (_runs[first].From, _runs[last].Through);
    }

    private int IndexOf(DateOnly day)
    {
        var low = 0;
        var high = _runs.Length - 1;
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (_runs[middle].From <= day)
            {
                low = middle;
            }
            else
            {
                high = middle - 1;
            }
        }

        return low;
    }
}
