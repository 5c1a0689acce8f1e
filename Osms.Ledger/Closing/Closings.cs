using Osms.Ledger.Values;

namespace Osms.Ledger.Closing;

/// <summary>One closing or reopening.</summary>
/// <param name="Month">Which month.</param>
/// <param name="Version">Of the event in the month's stream.</param>
/// <param name="Event">What was done.</param>
/// <param name="Recorded">The event's own position.</param>
/// <param name="RecordedAt">When.</param>
/// <param name="By">Who, as claimed.</param>
public sealed record MonthStep(
    Month Month, int Version, MonthEvent Event, LedgerPosition Recorded, DateTimeOffset RecordedAt, string? By);

/// <summary>
/// Every closing and reopening there is, of all months. Their positions never go back, whichever months they are of:
/// so none can move what another has frozen.
/// </summary>
public sealed class Closings
{
    private readonly Dictionary<Month, MonthStep[]> _byMonth;

    /// <param name="steps">In any order.</param>
    public Closings(IEnumerable<MonthStep> steps)
    {
        All = [.. steps.OrderBy(step => step.Recorded)];
        _byMonth = All.GroupBy(step => step.Month).ToDictionary(group => group.Key, group => group.ToArray());
    }

    /// <summary>In the order in which they were recorded.</summary>
    public IReadOnlyList<MonthStep> All { get; }

    /// <summary>Those that were ever closed, ascending.</summary>
    public IEnumerable<Month> Months => _byMonth.Keys.Order();

    /// <summary>No later closing or reopening may have a position below this one.</summary>
    public LedgerPosition LastPosition => All.Count == 0 ? LedgerPosition.Start : All[^1].Event.Position;

    /// <summary>Of one month, oldest first.</summary>
    public IReadOnlyList<MonthStep> Of(Month month) => _byMonth.GetValueOrDefault(month, []);

    /// <summary>The closing that holds now; null while the month is open.</summary>
    public MonthStep? Standing(Month month) =>
        Of(month) is [.., { Event: MonthEvent.MonthClosed } last] ? last : null;

    /// <summary>Whether a change recorded at a position comes too late for the month.</summary>
    public bool IsClosed(Month month, LedgerPosition at)
    {
        var steps = Of(month);
        for (var i = steps.Count - 1; i >= 0; i--)
        {
            if (steps[i].Event.Position < at)
            {
                return steps[i].Event is MonthEvent.MonthClosed;
            }
        }

        return false;
    }
}
