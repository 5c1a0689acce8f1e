namespace Osms.Ledger.Values;

/// <summary>Civil days of Kazakhstan, which keeps one time zone (Asia/Almaty) for the whole country.</summary>
public static class CivilDay
{
    private static readonly TimeZoneInfo Almaty = TimeZoneInfo.FindSystemTimeZoneById("Asia/Almaty");

    /// <summary>The day it is in Kazakhstan at <paramref name="instant"/>, whatever the machine's own zone.</summary>
    public static DateOnly In(DateTimeOffset instant) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, Almaty).DateTime);

    /// <summary>The instant at which a day begins in Kazakhstan.</summary>
    public static DateTimeOffset StartOf(DateOnly day)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(midnight, Almaty.GetUtcOffset(midnight)).ToUniversalTime();
    }
}
