using Osms.Ledger.Insured;

namespace Osms.Ledger.Coverage;

/// <summary>Records that hold from a day until the next one, with the later record winning on an equal day.</summary>
internal readonly struct SinceList<T>
{
    private readonly SinceFact<T>[] _records;

    internal SinceList(IReadOnlyList<SinceFact<T>> facts)
    {
        if (facts.Count == 0)
        {
            _records = [];
            return;
        }

        var sorted = new SinceFact<T>[facts.Count];
        for (var i = 0; i < sorted.Length; i++)
        {
            sorted[i] = facts[i];
        }

        Array.Sort(sorted, static (a, b) => a.From != b.From ? a.From.CompareTo(b.From) : a.Version - b.Version);
        var count = 0;
        foreach (var record in sorted)
        {
            if (count > 0 && sorted[count - 1].From == record.From)
            {
                count--;
            }

            sorted[count++] = record;
        }

        _records = count == sorted.Length ? sorted : sorted[..count];
    }

    internal ReadOnlySpan<SinceFact<T>> Records => _records;

    /// <summary>The record in force on a day; null before the first.</summary>
    internal SinceFact<T>? On(DateOnly day)
    {
        for (var i = _records.Length - 1; i >= 0; i--)
        {
            if (_records[i].From <= day)
            {
                return _records[i];
            }
        }

        return null;
    }
}
