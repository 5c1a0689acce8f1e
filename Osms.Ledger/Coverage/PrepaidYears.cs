namespace Osms.Ledger.Coverage;

/// <summary>
/// For each month F, how many of the months after it are settled before they begin to count: a year is prepaid when
/// all of F + 1 … F + 12 were settled by the end of F.
/// </summary>
internal sealed class PrepaidYears
{
    private byte[] _settledAhead = [];
    private int _months;
    private int _length;
    private int _complete;

    /// <summary>Forgets everything before; there are so many months.</summary>
    internal void Begin(int months)
    {
        if (_settledAhead.Length < months)
        {
            _settledAhead = new byte[months];
        }

        (_months, _length, _complete) = (months, 0, 0);
        Array.Clear(_settledAhead, 0, months);
    }

    /// <summary>
    /// Months in a prepaid year from now on; <paramref name="settled"/> are counted again when it changes.
    /// </summary>
    internal void Use(int length, ReadOnlySpan<int> settled)
    {
        if (length == _length)
        {
            return;
        }

        Array.Clear(_settledAhead, 0, _months);
        _complete = 0;
        _length = length;
        for (var month = 0; month < settled.Length; month++)
        {
            Count(month, settled[month], 1);
        }
    }

    /// <summary>A month is settled in another month than before; <see cref="MonthsSeen.Unsettled"/> is never.</summary>
    internal void Change(int month, int before, int now)
    {
        Count(month, before, -1);
        Count(month, now, 1);
    }

    /// <summary>A prepaid year covers <paramref name="month"/>, or follows it and the month itself is paid.</summary>
    internal bool Cover(int month, bool monthIsPaid)
    {
        if (_complete == 0)
        {
            return false;
        }

        for (var f = Math.Max(0, month - _length); f < month; f++)
        {
            if (_settledAhead[f] == _length)
            {
                return true;
            }
        }

        return monthIsPaid && _settledAhead[month] == _length;
    }

    // A month settled in month s counts for every F from s on that has it among its next twelve.
    private void Count(int month, int settledIn, int by)
    {
        for (var f = Math.Max(settledIn, month - _length); f < month; f++)
        {
            if (f < 0)
            {
                continue;
            }

            var wasComplete = _settledAhead[f] == _length;
            _settledAhead[f] = (byte)(_settledAhead[f] + by);
            var isComplete = _settledAhead[f] == _length;
            _complete += (isComplete ? 1 : 0) - (wasComplete ? 1 : 0);
        }
    }
}
