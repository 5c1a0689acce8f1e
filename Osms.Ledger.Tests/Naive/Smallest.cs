using System.Text;
using Osms.Ledger.Insured;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Naive;

/// <summary>Makes a failing history small: leaves out events while it still fails.</summary>
internal static class Smallest
{
    /// <summary>No event of the answer can be left out without the failure going away.</summary>
    internal static List<InsuredEvent> History(
        IReadOnlyList<InsuredEvent> events, Func<IReadOnlyList<InsuredEvent>, bool> fails)
    {
        List<InsuredEvent> smallest = [.. events];
        for (var size = Math.Max(1, smallest.Count / 2); size > 0; size /= 2)
        {
            // From the end, so that what an event rests on goes after it.
            for (var from = smallest.Count - size; from > -size; from -= size)
            {
                var fewer = Without(smallest, Math.Max(0, from), size);
                if (IsConsistent(fewer) && fails(fewer))
                {
                    smallest = fewer;
                }
            }
        }

        return smallest;
    }

    /// <summary>One event a line, as it is stored.</summary>
    internal static string Text(Iin iin, IReadOnlyList<InsuredEvent> events)
    {
        var text = new StringBuilder($"IIN {iin.Digits}\n");
        for (var i = 0; i < events.Count; i++)
        {
            var json = Encoding.UTF8.GetString(EventCatalogue.Serialize(events[i]));
            text.Append(null, $"  {i + 1}. {EventCatalogue.NameOf(events[i])} {json}\n");
        }

        return text.ToString();
    }

    // Annulments name versions, which move when events before them go; an annulment of what is gone goes too.
    private static List<InsuredEvent> Without(List<InsuredEvent> events, int from, int count)
    {
        List<InsuredEvent> fewer = [];
        var newVersion = new int?[events.Count + 1];
        for (var i = 0; i < events.Count; i++)
        {
            var kept = i < from || i >= from + count;
            if (kept && events[i] is InsuredEvent.FactAnnulled annulled)
            {
                if (newVersion[annulled.Version] is not { } moved)
                {
                    continue;
                }

                fewer.Add(annulled with { Version = moved });
            }
            else if (kept)
            {
                fewer.Add(events[i]);
            }
            else
            {
                continue;
            }

            newVersion[i + 1] = fewer.Count;
        }

        return fewer;
    }

    private static bool IsConsistent(List<InsuredEvent> events)
    {
        for (var known = 0; known < events.Count; known++)
        {
            if (NaiveDecider.DecideOnStream(events.GetRange(0, known), events[known]).Event is null)
            {
                return false;
            }
        }

        return true;
    }
}
