using Osms.Ledger.Insured;
using Osms.Ledger.Reconciliation;
using Osms.Ledger.Regulation;
using Osms.Ledger.Store;
using Osms.Ledger.Values;

namespace Osms.Ledger.Projections;

/// <summary>All rows of one person, made from their events.</summary>
/// <param name="Row">Of the tables that have one row for each person.</param>
/// <param name="Figures">Of the tables that are only added to.</param>
internal readonly record struct FoldedPerson(ReadModelRow Row, NewFigures Figures)
{
    /// <param name="stream">Their IIN.</param>
    /// <param name="events">From the first on.</param>
    /// <param name="positions">Of the events.</param>
    /// <param name="figuresAfter">The version after which the figures begin.</param>
    /// <param name="rules">The law.</param>
    /// <exception cref="FormatException">The stream is no IIN.</exception>
    internal static FoldedPerson Of(
        string stream, IReadOnlyList<InsuredEvent> events, IReadOnlyList<LedgerPosition> positions, int figuresAfter,
        RuleBook rules)
    {
        var iin = Iin.Parse(stream);
        var state = InsuredState.Empty.ToBeMovedOn();
        var figures = new PersonFigures(iin, rules);
        foreach (var happened in events)
        {
            if (state.Version < figuresAfter)
            {
                state.MoveOn(happened);
            }
            else
            {
                figures.MoveOn(state, happened, events);
            }
        }

        return new FoldedPerson(
            ReadModelRow.Of(iin, state, figures.TakeRegister(state), positions[^1].Value, rules),
            new NewFigures(iin, figures, 0, positions));
    }

    /// <exception cref="UnknownEventException">An event this program does not know.</exception>
    internal static FoldedPerson Of(
        string stream, IReadOnlyList<StoredEvent> stored, int figuresAfter, RuleBook rules) => Of(
        stream,
        [.. stored.Select(e => EventCatalogue.Deserialize(e.Type, e.Data))],
        [.. stored.Select(e => e.Position)],
        figuresAfter,
        rules);
}
