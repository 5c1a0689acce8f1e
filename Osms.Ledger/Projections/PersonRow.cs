using Osms.Ledger.Coverage;
using Osms.Ledger.Insured;
using Osms.Ledger.Reconciliation;
using Osms.Ledger.Regulation;
using Osms.Ledger.Store;
using Osms.Ledger.Values;

namespace Osms.Ledger.Projections;

/// <summary>What the read model keeps of one person after their latest event.</summary>
/// <param name="Iin">Whose.</param>
/// <param name="State">The facts up to it.</param>
/// <param name="Position">Of that event; null when it is drawn in the same round trip.</param>
/// <param name="Timeline">What the facts come to.</param>
/// <param name="Figures">What that event alone changed in the figures; null when it is no new one.</param>
public sealed record PersonRow(
    Iin Iin, InsuredState State, LedgerPosition? Position, Timeline Timeline, PersonFigures? Figures)
{
    public static PersonRow Of(Iin iin, InsuredState state, LedgerPosition? position, RuleBook rules) =>
        new(iin, state, position, Determination.Of(iin, state, rules), Figures: null);

    /// <summary>After one more event, whose position is not drawn yet.</summary>
    /// <param name="iin">Whose.</param>
    /// <param name="state">Before the event; stays as it is.</param>
    /// <param name="happened">The event.</param>
    /// <param name="history">The events before it; null only where it is no refund.</param>
    /// <param name="rules">The law.</param>
    internal static PersonRow After(
        Iin iin, InsuredState state, InsuredEvent happened, IReadOnlyList<InsuredEvent>? history, RuleBook rules)
    {
        var after = state.ToBeMovedOn();
        var figures = new PersonFigures(iin, rules);
        figures.MoveOn(after, happened, history);
        return new PersonRow(iin, after, Position: null, Determination.Of(iin, after, rules), figures);
    }
}

/// <summary>The projection of events to tables: every event moves its person's rows, in the same transaction.</summary>
public sealed class PersonProjection(CoverageTable coverage, RuleBook rules)
{
    /// <summary>The state first, as a batch has read it by then, and as a rebuild locks the tables.</summary>
    public IReadOnlyList<TableWrite> Writes(params IReadOnlyList<PersonRow> rows) => rows.Count == 0
        ? []
        : [StateTable.Write(rows), coverage.Write(rows), .. FigureTables.Write(rows, coverage.RulesTag)];

    /// <summary>Of people of whom each may be left out by <see cref="IEventStore.AppendEachAsync"/>.</summary>
    public IReadOnlyList<TableWrite> WritesOfEach(IReadOnlyList<PersonRow> rows) =>
    [
        StateTable.WriteEach(rows), coverage.WriteEach(rows), .. FigureTables.WriteEach(rows, coverage.RulesTag),
    ];

    /// <summary>What is kept of a person after the last of their facts, whose position is not known yet.</summary>
    internal ReadModelRow RowOf(Iin iin, InsuredState state, PersonFigures figures) =>
        ReadModelRow.Of(iin, state, figures.TakeRegister(state), position: 0, rules);

    /// <summary>To go along a person's events.</summary>
    internal PersonFigures FiguresOf(Iin iin) => new(iin, rules);

    /// <summary>The rows of many people, with positions.</summary>
    /// <param name="batch">Holds their streams.</param>
    /// <param name="made">People whose stream began with it.</param>
    /// <param name="moved">The others.</param>
    /// <param name="figures">What the new events of all of them change.</param>
    /// <param name="cancellation">Gives the batch up.</param>
    internal async Task WriteAsync(
        IStreamBatch batch, IReadOnlyList<ReadModelRow> made, IReadOnlyList<ReadModelRow> moved,
        IEnumerable<NewFigures> figures, CancellationToken cancellation)
    {
        await BulkRows.WriteAsync(batch, made, moved, coverage.RulesTag, cancellation);
        using var rows = new FigureRows(coverage.RulesTag);
        foreach (var one in figures)
        {
            rows.Add(one);
        }

        rows.End();
        await rows.WriteAsync(batch.Connection, suffix: string.Empty, cancellation);
    }
}
