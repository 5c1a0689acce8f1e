namespace Osms.Ledger.Values;

/// <summary>Days from <see cref="From"/> (inclusive) until <see cref="Until"/> (exclusive).</summary>
public readonly record struct DateSpan(DateOnly From, DateOnly Until)
{
    /// <summary>What <see cref="Until"/> is when a span has no end: a day that never comes.</summary>
    public static readonly DateOnly NoEnd = DateOnly.MaxValue;

    public bool IsEmpty => Until <= From;

    /// <summary>The last day; null when the span has no end.</summary>
    public DateOnly? Through => Until == NoEnd ? null : Until.AddDays(-1);

    /// <summary>From inclusive days as people write them; no <paramref name="through"/> means no end.</summary>
    public static DateSpan Inclusive(DateOnly from, DateOnly? through) =>
        new(from, through is { } last && last != NoEnd ? last.AddDays(1) : NoEnd);

    public bool Contains(DateOnly day) => From <= day && day < Until;

    public bool Overlaps(DateSpan other) => From < other.Until && other.From < Until;
}
