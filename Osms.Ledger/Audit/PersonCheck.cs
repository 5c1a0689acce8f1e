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
        if (person.IsStray)
        {
            findings.Add(new Finding(
                FiguresWithoutStream, person.Stream, null, null, "no changes of figures", $"{person.Figures.Count}"));
            return;
        }

        if (!Iin.TryParse(person.Stream, out var iin))
        {
            findings.Add(new Finding(StreamIsNoIin, person.Stream, null, null, "an IIN", "another name"));
            return;
        }

        var events = EventReading.Of(
            person.Stream, person.Events, EventCatalogue.Deserialize, EventCatalogue.Serialize, findings);
        if (events is { Count: > 0 } && Fold(person, iin, events) is { } folded)
        {
            CheckCoverage(person, folded);
            CheckState(person, folded);
            CheckFigures(person, folded);
        }
    }

    /// <summary>Null when the events do not follow each other, or come to no possible answer.</summary>
    private Folded? Fold(PersonFound person, Iin iin, List<InsuredEvent> events)
    {
        try
        {
            var all = FoldedPerson.Of(
                iin.Digits, events, [.. person.Events.Select(e => e.Position)], figuresAfter: 0, rules);
            return new Folded(
                all.Row.Version, $"{{{string.Join(',', all.Row.Runs)}}}", all.Row.Facts,
                FigureLines.Of(all.Figures));
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

    private void CheckFigures(PersonFound person, Folded folded)
    {
        // Whoever has a row of other rule data beside them is counted there.
        if (person.Figures.Exists(row => row.RulesTag != rulesTag))
        {
            if (person.Coverage?.RulesTag == rulesTag)
            {
                Interlocked.Increment(ref _otherRules);
            }

            return;
        }

        if (!person.Figures.Select(row => row.Line).Order(StringComparer.Ordinal).SequenceEqual(folded.Figures))
        {
            findings.Add(new Finding(
                FiguresDiffer, person.Stream, person.Events[^1].Position, folded.Version,
                $"the {folded.Figures.Count} changes that the events make", $"{person.Figures.Count}, and not those"));
        }
    }

    /// <summary>What the rows beside the events must be.</summary>
    private sealed record Folded(int Version, string Runs, byte[] Facts, List<string> Figures);
}
