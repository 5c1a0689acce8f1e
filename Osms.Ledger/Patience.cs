namespace Osms.Ledger;

/// <summary>Pauses that grow while something is away, until it has been away for too long.</summary>
internal sealed class Patience(TimeSpan longest, TimeProvider clock)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private long _since = clock.GetTimestamp();
    private TimeSpan _pause = FirstPause;

    /// <summary>It is there.</summary>
    internal void Renew()
    {
        _since = clock.GetTimestamp();
        _pause = FirstPause;
    }

    /// <summary>Pauses; false, at once, when it has been away for too long.</summary>
    internal async Task<bool> PauseAsync(CancellationToken cancellation)
    {
        if (clock.GetElapsedTime(_since) + _pause > longest)
        {
            return false;
        }

        await Task.Delay(_pause, cancellation);
        _pause = _pause * 2 < LongestPause ? _pause * 2 : LongestPause;
        return true;
    }
}
