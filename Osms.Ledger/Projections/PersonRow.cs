using Osms.Ledger.Coverage;
using Osms.Ledger.Insured;
using Osms.Ledger.Regulation;
using Osms.Ledger.Store;
using Osms.Ledger.Values;

namespace Osms.Ledger.Projections;

/// <summary>What the read model keeps of one person after their latest event.</summary>
/// <param name="Position">Of that event; null when it is drawn in the same round trip.</param>
public sealed record PersonRow(Iin Iin, InsuredState State, LedgerPosition? Position, Timeline Timeline)
{
    public static PersonRow Of(Iin iin, InsuredState state, LedgerPosition? position, RuleBook rules) =>
        new(iin, state, position, Determination.Of(iin, state, rules));
}

/// <summary>The projection of events to tables: every event moves its person's rows, in the same transaction.</summary>
public sealed class PersonProjection(CoverageTable coverage, RuleBook rules)
{
    /// <summary>The state first, as a batch has read it by then, and as a rebuild locks both tables.</summary>
    public IReadOnlyList<TableWrite> Writes(params IReadOnlyList<PersonRow> rows) =>
        rows.Count == 0 ? [] : [StateTable.Write(rows), coverage.Write(rows)];

    /// <summary>Of people of whom each may be left out by <see cref="IEventStore.AppendEachAsync"/>.</summary>
    public IReadOnlyList<TableWrite> WritesOfEach(IReadOnlyList<PersonRow> rows) =>
        [StateTable.WriteEach(rows), coverage.WriteEach(rows)];

    /// <summary>What is kept of a person after the last of their facts, whose position is not known yet.</summary>
    internal ReadModelRow RowOf(Iin iin, InsuredState state) => ReadModelRow.Of(iin, state, position: 0, rules);

    /// <summary>The rows of many people, with positions.</summary>
    /// <param name="batch">Holds their streams.</param>
    /// <param name="made">People whose stream began with it.</param>
    /// <param name="moved">The others.</param>
    /// <param name="cancellation">Gives the batch up.</param>
    internal Task WriteAsync(
        IStreamBatch batch, IReadOnlyList<ReadModelRow> made, IReadOnlyList<ReadModelRow> moved,
        CancellationToken cancellation) =>
        BulkRows.WriteAsync(batch, made, moved, coverage.RulesTag, cancellation);
}
