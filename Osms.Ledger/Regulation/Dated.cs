namespace Osms.Ledger.Regulation;

/// <summary>One figure of the law: in force from a day, with where it was read and how far it can be trusted.</summary>
public sealed record DatedValue<T>(DateOnly From, T Value, string Cite, string Trust);

/// <summary>A figure over time: each value holds until the day before the next one begins; the last holds on.</summary>
public sealed class Dated<T>
{
    private readonly DatedValue<T>[] _values;

    /// <param name="values">Ascending by day, without a gap; <see cref="RuleFile"/> has checked that.</param>
    public Dated(IEnumerable<DatedValue<T>> values) => _values = [.. values];

    public IReadOnlyList<DatedValue<T>> Values => _values;

    /// <summary>The first day on which there is a figure at all.</summary>
    public DateOnly From => _values[0].From;

    /// <summary>The value in force on a day.</summary>
    /// <exception cref="RuleDataException">
    /// The day is before the first value: the caller asked outside the law.
    /// </exception>
    public DatedValue<T> On(DateOnly day) =>
        TryOn(day) ?? throw new RuleDataException(
            $"No figure is in force on {day:yyyy-MM-dd}; the first begins {From:yyyy-MM-dd}.");

    /// <summary>The value in force on a day; null before the first.</summary>
    public DatedValue<T>? TryOn(DateOnly day)
    {
        // Newest first: most questions are about today.
        for (var i = _values.Length - 1; i >= 0; i--)
        {
            if (_values[i].From <= day)
            {
                return _values[i];
            }
        }

        return null;
    }
}
