using System.Text.Json;
using Osms.Ledger.Coverage;
using Osms.Ledger.Insured;
using Osms.Ledger.Projections;
using Osms.Ledger.Regulation;
using Osms.Ledger.Values;
using static Osms.Ledger.Audit.FindingCodes;

namespace Osms.Ledger.Audit;

/// <summary>
/// One person: every event can be read and would be written as it is, and what is kept beside the events is what
/// they come to.
/// </summary>
internal sealed class PersonCheck(RuleBook rules, int rulesTag, Findings findings)
{
    private long _otherRules;
    private long _otherFormat;

    internal long OtherRules => Interlocked.Read(ref _otherRules);

    internal long OtherFormat => Interlocked.Read(ref _otherFormat);

    internal void Check(PersonFound person)
    {
        if (!Iin.TryParse(person.Stream, out var iin))
        {
            findings.Add(new Finding(StreamIsNoIin, person.Stream, null, null, "an IIN", "another name"));
            return;
        }

        if (person.Events.Count > 0 && Read(person) is { } events && Fold(person, iin, events) is { } folded)
        {
            CheckCoverage(person, folded);
            CheckState(person, folded);
        }
    }

    /// <summary>Null when not all events can be read.</summary>
    private List<InsuredEvent>? Read(PersonFound person)
    {
        var events = new List<InsuredEvent>(person.Events.Count);
        var before = LedgerPosition.Start;
        foreach (var row in person.Events)
        {
            if (row.Position <= before)
            {
                findings.Add(new Finding(
                    PositionsNotInOrder, person.Stream, row.Position, row.Version, $"a position above {before}",
                    $"{row.Position}"));
            }

            before = row.Position;
            if (Read(person, row) is { } happened)
            {
                events.Add(happened);
            }
        }

        return events.Count == person.Events.Count ? events : null;
    }

    /// <summary>Null when the events do not follow each other, or come to no possible answer.</summary>
    private Folded? Fold(PersonFound person, Iin iin, List<InsuredEvent> events)
    {
        try
        {
            var state = InsuredState.Fold(events);
            var runs = CoverageRows.Pack(Determination.Of(iin, state, rules), rules);
            return new Folded(state.Version, $"{{{string.Join(',', runs)}}}", InsuredStateCodec.Encode(state));
        }
        catch (Exception e) when (e is InvalidOperationException or OverflowException or ArgumentOutOfRangeException)
        {
            var last = person.Events[^1];
            findings.Add(new Finding(
                HistoryImpossible, person.Stream, last.Position, last.Version, "events that follow each other",
                e.Message));
            return null;
        }
    }

    private InsuredEvent? Read(PersonFound person, EventRow row)
    {
        try
        {
            var happened = EventCatalogue.Deserialize(row.Type, row.Data);
            if (FieldsThatDiffer(row.Data, EventCatalogue.Serialize(happened)) is { Count: > 0 } fields)
            {
                findings.Add(new Finding(
                    EventJsonDiffers, person.Stream, row.Position, row.Version, "the JSON that the program writes",
                    $"another {string.Join(", ", fields)}"));
            }

            return happened;
        }
        catch (UnknownEventException e)
        {
            findings.Add(new Finding(
                EventUnreadable, person.Stream, row.Position, row.Version, "an event of this program", e.Message));
            return null;
        }
    }

    private void CheckCoverage(PersonFound person, Folded folded)
    {
        var last = person.Events[^1].Position;
        if (person.Coverage is not { } row)
        {
            Found(CoverageMissing, "a row", "none");
            return;
        }

        if (row.Version != folded.Version)
        {
            Found(CoverageVersionDiffers, $"version {folded.Version}", $"version {row.Version}");
        }

        if (row.Position != last)
        {
            Found(CoveragePositionDiffers, $"position {last}", $"position {row.Position}");
        }

        if (row.RulesTag != rulesTag)
        {
            Interlocked.Increment(ref _otherRules);
            return;
        }

        if (row.Runs != folded.Runs)
        {
            Found(CoverageRunsDiffer, "the runs that the events give", "others");
        }

        void Found(string code, string expected, string found) =>
            findings.Add(new Finding(code, person.Stream, last, folded.Version, expected, found));
    }

    private void CheckState(PersonFound person, Folded folded)
    {
        if (person.State is not { } row)
        {
            Found(StateMissing, "a row", "none");
            return;
        }

        if (row.Facts is [var format, ..] && format != folded.Facts[0])
        {
            Interlocked.Increment(ref _otherFormat);
            return;
        }

        if (row.Version != folded.Version)
        {
            Found(StateVersionDiffers, $"version {folded.Version}", $"version {row.Version}");
        }

        if (!row.Facts.AsSpan().SequenceEqual(folded.Facts))
        {
            Found(StateFactsDiffer, "the facts of the events", "others");
        }

        void Found(string code, string expected, string found) => findings.Add(
            new Finding(code, person.Stream, person.Events[^1].Position, folded.Version, expected, found));
    }

    // jsonb keeps neither the order of fields nor how a text was escaped, but every digit of a number.
    private static List<string> FieldsThatDiffer(byte[] stored, byte[] written)
    {
        using var one = JsonDocument.Parse(stored);
        using var other = JsonDocument.Parse(written);
        var differing = new List<string>();
        foreach (var field in one.RootElement.EnumerateObject())
        {
            if (!other.RootElement.TryGetProperty(field.Name, out var value) || !IsSame(field.Value, value))
            {
                differing.Add(field.Name);
            }
        }

        foreach (var field in other.RootElement.EnumerateObject())
        {
            if (!one.RootElement.TryGetProperty(field.Name, out _))
            {
                differing.Add(field.Name);
            }
        }

        return differing;
    }

    private static bool IsSame(JsonElement one, JsonElement other) =>
        one.ValueKind == JsonValueKind.String && other.ValueKind == JsonValueKind.String
            ? one.ValueEquals(other.GetString())
            : one.GetRawText() == other.GetRawText();

    /// <summary>What the rows beside the events must be.</summary>
    private sealed record Folded(int Version, string Runs, byte[] Facts);
}
