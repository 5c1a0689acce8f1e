namespace Osms.Ledger.Values;

/// <summary>Civil days of Kazakhstan, which keeps one time zone (Asia/Almaty) for the whole country.</summary>
public static class CivilDay
{
    private static readonly TimeZoneInfo Almaty = TimeZoneInfo.FindSystemTimeZoneById("Asia/Almaty");

    /// <summary>The day it is in Kazakhstan at <paramref name="instant"/>, whatever the machine's own zone.</summary>
    public static DateOnly In(DateTimeOffset instant) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, Almaty).DateTime);
}
