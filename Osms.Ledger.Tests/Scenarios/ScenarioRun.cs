using System.Globalization;
using Osms.Ledger.Coverage;
using Osms.Ledger.Insured;
using Osms.Ledger.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Scenarios;

/// <summary>
/// Plays one scenario: its facts are decided and folded like any command, its tables are compared cell by cell.
/// Every difference is listed with file, line and column.
/// </summary>
internal sealed class ScenarioRun
{
    private static readonly DateOnly UsualToday = new(2026, 11, 22);

    private readonly Scenario _scenario;
    private readonly string _iin;
    private readonly DateOnly _today;
    private readonly List<InsuredEvent> _history = [];
    private readonly List<string> _differences = [];
    private readonly Dictionary<int, Timeline> _timelines = [];

    private ScenarioRun(Scenario scenario)
    {
        _scenario = scenario;
        var unknown = scenario.Settings.FirstOrDefault(s => s.Name is not ("Person" or "Today"));
        if (unknown is not null)
        {
            throw Unreadable(unknown.Line, $"unknown setting '{unknown.Name}'");
        }

        var person = scenario.Settings.SingleOrDefault(s => s.Name == "Person")
            ?? throw Unreadable(scenario.Line, "a scenario is about one 'Person:'");
        _iin = PersonPhrase.Iin(person.Text) ?? throw Unreadable(person.Line, $"unknown person '{person.Text}'");
        var today = scenario.Settings.SingleOrDefault(s => s.Name == "Today");
        _today = today is null ? UsualToday : At(today.Line, () => Days.Parse(today.Text));
    }

    internal static RuleBook Rules => RuleBook.Embedded;

    internal Iin Iin => Iin.Parse(_iin);

    /// <summary>What differs from the tables; empty when all is as expected.</summary>
    /// <exception cref="ScenarioException">The tables cannot be read, or check nothing.</exception>
    internal static IReadOnlyList<string> DifferencesOf(Scenario scenario)
    {
        var run = new ScenarioRun(scenario);
        var kinds = scenario.Tables.Select(table => (Table: table, Kind: TableKind.Of(scenario, table))).ToList();
        if (!kinds.Exists(k => k.Kind.Checks))
        {
            throw run.Unreadable(scenario.Line, "the scenario has no table of expectations");
        }

        foreach (var (table, kind) in kinds)
        {
            kind.Play(run, table);
            if (!kind.Checks && run._differences.Count > 0)
            {
                // Other facts than the tables mean: what follows would only repeat it.
                break;
            }
        }

        return run._differences;
    }

    internal ScenarioException Unreadable(int line, string what) => new(_scenario.File, line, what);

    internal T At<T>(int line, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is FormatException or OverflowException or ArgumentException)
        {
            throw Unreadable(line, e.Message);
        }
    }

    /// <summary>An empty cell is not checked.</summary>
    internal bool Check(TableRow row, string column, string actual)
    {
        var expected = row[column];
        if (expected.Length > 0 && expected != actual)
        {
            var cells = string.Join(" | ", row.Cells.Values);
            Differs(row.Line, $"{column}: expected {expected}, was {actual} (row: {cells})");
        }

        return expected.Length > 0;
    }

    internal void Differs(int line, string what) => _differences.Add($"{_scenario.File}:{line}: {what}");

    /// <summary>The decisions on a sentence's commands, in order; what is accepted is history from then on.</summary>
    internal IReadOnlyList<Decision> Decide(TableRow row, string sentence)
    {
        var today = row["recorded on"] is { Length: > 0 } day ? At(row.Line, () => Days.Parse(day)) : _today;
        var commands = At(row.Line, () => FactPhrases.Commands(sentence, _iin, _history.Count + 1));
        return [.. commands.Select(command => Decide(row, command, today))];
    }

    /// <summary>Numbers of the events a row added, as tables write them: <c>3</c>, <c>3..14</c> or <c>-</c>.</summary>
    internal string Added(int before) => (_history.Count - before) switch
    {
        0 => "-",
        1 => $"{_history.Count}",
        _ => $"{before + 1}..{_history.Count}",
    };

    internal int EventCount => _history.Count;

    /// <summary>The person as known after the event a row names; after all of them when it names none.</summary>
    internal InsuredState Known(TableRow row) => InsuredState.Fold(_history.Take(KnownCount(row)));

    internal IReadOnlyList<InsuredEvent> EventsKnown(TableRow row) => _history[..KnownCount(row)];

    internal Timeline TimelineAt(TableRow row)
    {
        var count = KnownCount(row);
        if (!_timelines.TryGetValue(count, out var timeline))
        {
            _timelines[count] = timeline = Determination.Of(Iin, InsuredState.Fold(_history.Take(count)), Rules);
        }

        return timeline;
    }

    private int KnownCount(TableRow row)
    {
        var text = row["as known after #"];
        if (text.Length == 0)
        {
            return _history.Count;
        }

        var isNumber = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count);
        return isNumber && count <= _history.Count
            ? count
            : throw Unreadable(row.Line, $"there is no event {text}");
    }

    private Decision Decide(TableRow row, InsuredCommand command, DateOnly today)
    {
        var state = InsuredState.Fold(_history);
        var decision = InsuredDecider.Decide(state, _history, command, Rules, today);
        var fromStateAlone = InsuredDecider.Decide(state, null, command, Rules, today);
        if (fromStateAlone is not Decision.NeedsHistory && Outcome.Of(fromStateAlone) != Outcome.Of(decision))
        {
            Differs(row.Line, $"{Outcome.Of(decision)}, but from the state alone {Outcome.Of(fromStateAlone)}");
        }

        if (decision is Decision.Accepted accepted)
        {
            _history.Add(accepted.Event);
            _timelines.Clear();
        }

        return decision;
    }
}
