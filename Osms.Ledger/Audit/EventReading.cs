using Osms.Ledger.Insured;
using Osms.Ledger.Values;
using static Osms.Ledger.Audit.FindingCodes;

namespace Osms.Ledger.Audit;

/// <summary>Reads a stream as it lies in the tables: every event can be read and would be written as it is.</summary>
internal static class EventReading
{
    internal delegate T Deserialize<out T>(string type, ReadOnlySpan<byte> utf8);

    /// <param name="stream">Whose.</param>
    /// <param name="rows">In order of version.</param>
    /// <param name="read">From the stored name and JSON.</param>
    /// <param name="write">To JSON.</param>
    /// <param name="findings">Told what is wrong.</param>
    /// <returns>Null when not all events can be read.</returns>
    internal static List<T>? Of<T>(
        string stream, IReadOnlyList<EventRow> rows, Deserialize<T> read, Func<T, byte[]> write, Findings findings)
        where T : ILedgerEvent
    {
        var events = new List<T>(rows.Count);
        var before = LedgerPosition.Start;
        foreach (var row in rows)
        {
            if (row.Position <= before)
            {
                findings.Add(new Finding(
                    PositionsNotInOrder, stream, row.Position, row.Version, $"a position above {before}",
                    $"{row.Position}"));
            }

            before = row.Position;
            try
            {
                var happened = read(row.Type, row.Data);
                events.Add(happened);
                if (StoredJson.FieldsThatDiffer(row.Data, write(happened)) is { Count: > 0 } fields)
                {
                    findings.Add(new Finding(
                        EventJsonDiffers, stream, row.Position, row.Version, "the JSON that the program writes",
                        $"another {string.Join(", ", fields)}"));
                }
            }
            catch (UnknownEventException e)
            {
                findings.Add(new Finding(
                    EventUnreadable, stream, row.Position, row.Version, "an event of this program", e.Message));
            }
        }

        return events.Count == rows.Count ? events : null;
    }
}
