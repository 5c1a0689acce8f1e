using System.Runtime.InteropServices;
using Osms.Ledger.Values;

namespace Osms.Ledger.Closing;

/// <summary>Changes of a month, recorded in a range of positions, that are booked in one and the same month.</summary>
/// <param name="Month">The month they belong to.</param>
/// <param name="After">Exclusive.</param>
/// <param name="Through">Inclusive.</param>
public readonly record struct BookedRange(Month Month, LedgerPosition After, LedgerPosition Through);

/// <summary>
/// In which month a change is booked: in the one it belongs to while that is open; after it was closed, in the first
/// open month from the one on in which the change was recorded. So every change is in exactly one month, nothing moves
/// into or out of a month once it is closed, and what was booked elsewhere while a month was closed stays there.
/// </summary>
public sealed class Bookings(Closings closings, RecordingMonths recorded)
{
    /// <summary>Where a change of a month, recorded at a position, is booked.</summary>
    public Month Of(Month month, LedgerPosition at)
    {
        if (!closings.IsClosed(month, at))
        {
            return month;
        }

        var booked = recorded.Of(at);
        while (closings.IsClosed(booked, at))
        {
            booked += 1;
        }

        return booked;
    }

    /// <summary>All that is booked in a month, up to a position: of every month in ascending ranges.</summary>
    public IReadOnlyList<BookedRange> In(Month month, LedgerPosition through)
    {
        var ranges = new SortedDictionary<Month, List<BookedRange>>();
        Month[] others = [.. closings.Months.Where(other => other != month)];
        var after = LedgerPosition.Start;
        foreach (var end in Cuts(through))
        {
            Add(month);
            Array.ForEach(others, Add);
            after = end;

            // Nothing changes between two cuts: the last position stands for all.
            void Add(Month belongsTo)
            {
                if (Of(belongsTo, end) == month)
                {
                    Append(ranges, new BookedRange(belongsTo, after, end));
                }
            }
        }

        return [.. ranges.Values.SelectMany(own => own)];
    }

    private IEnumerable<LedgerPosition> Cuts(LedgerPosition through) => closings.All
        .Select(step => step.Event.Position)
        .Concat(recorded.Ends)
        .Where(cut => cut > LedgerPosition.Start && cut < through)
        .Append(through)
        .Distinct()
        .Order();

    private static void Append(SortedDictionary<Month, List<BookedRange>> ranges, BookedRange next)
    {
        if (!ranges.TryGetValue(next.Month, out var own))
        {
            ranges.Add(next.Month, [next]);
        }
        else if (own[^1].Through == next.After)
        {
            CollectionsMarshal.AsSpan(own)[^1] = own[^1] with { Through = next.Through };
        }
        else
        {
            own.Add(next);
        }
    }
}
