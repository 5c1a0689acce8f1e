using Osms.Ledger.Values;

namespace Osms.Ledger.Closing;

/// <summary>In which calendar month of Kazakhstan each position was recorded.</summary>
public sealed class RecordingMonths
{
    private readonly Month _first;
    private readonly LedgerPosition[] _last;

    /// <param name="first">The first of the months.</param>
    /// <param name="last">
    /// The last position recorded in each month or before it, from the first on; what is above the last of them was
    /// recorded in the month that follows.
    /// </param>
    public RecordingMonths(Month first, IEnumerable<LedgerPosition> last)
    {
        _first = first;
        _last = [.. last];
        for (var i = 1; i < _last.Length; i++)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(_last[i], _last[i - 1], nameof(last));
        }
    }

    /// <summary>Positions at which a month ends.</summary>
    internal IReadOnlyList<LedgerPosition> Ends => _last;

    /// <summary>The month in which a position was recorded.</summary>
    public Month Of(LedgerPosition at)
    {
        var index = Array.BinarySearch(_last, at);
        if (index < 0)
        {
            return _first + ~index;
        }

        // Months in which nothing was recorded end where the one before them does.
        while (index > 0 && _last[index - 1] == at)
        {
            index--;
        }

        return _first + index;
    }
}
