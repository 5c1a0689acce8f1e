using Osms.Ledger.Store;

namespace Osms.Ledger.Projections;

/// <summary>
/// The read model's rows of a batch: those of new people are copied, those of known ones are changed in place. The
/// state before the cover, as everywhere: who locks both tables must not meet somebody who does it the other way.
/// </summary>
internal static class BulkRows
{
    // A row without a stream is nobody's; a copy must not fail on it.
    private const string DropStates = "delete from ledger.insured_state where iin = any ($1)";
    private const string DropCoverage = "delete from ledger.coverage where iin = any ($1)";

    private const string CopyStates = "copy ledger.insured_state (iin, version, facts) from stdin (format binary)";

    private const string CopyCoverage =
        "copy ledger.coverage (iin, version, position, runs, rules) from stdin (format binary)";

    // A merge writes each row once; an insert that finds its row there locks it first.
    private const string MoveStates = """
        merge into ledger.insured_state as s
        using unnest($1, $2, $3) as r (iin, version, facts) on s.iin = r.iin
        when matched then update set version = r.version, facts = r.facts
        when not matched then insert (iin, version, facts) values (r.iin, r.version, r.facts)
        """;

    // All runs of all people are one array; a person's are a slice of it.
    private const string MoveCoverage = """
        merge into ledger.coverage as c
        using (
            select iin, version, position, ($4::bigint[])[first:last] as runs
            from unnest($1, $2, $3, $5, $6) as r (iin, version, position, first, last)) as r on c.iin = r.iin
        when matched then
            update set version = r.version, position = r.position, runs = r.runs, rules = $7
        when not matched then
            insert (iin, version, position, runs, rules) values (r.iin, r.version, r.position, r.runs, $7)
        """;

    /// <param name="batch">Holds their streams.</param>
    /// <param name="made">People whose stream began with it; with positions.</param>
    /// <param name="moved">The others; with positions.</param>
    /// <param name="rulesTag">Names the rule data in each row.</param>
    /// <param name="cancellation">Gives the batch up.</param>
    internal static async Task WriteAsync(
        IStreamBatch batch, IReadOnlyList<ReadModelRow> made, IReadOnlyList<ReadModelRow> moved, int rulesTag,
        CancellationToken cancellation)
    {
        var statements = new List<TableWrite>();
        // One column, not a column for each person.
        object iins = made.Select(r => r.Iin).ToArray();
        if (made.Count > 0)
        {
            statements.Add(new TableWrite(DropStates, iins));
        }

        if (moved.Count > 0)
        {
            statements.Add(StatesOf(moved));
        }

        if (made.Count > 0)
        {
            statements.Add(new TableWrite(DropCoverage, iins));
        }

        if (moved.Count > 0)
        {
            statements.Add(CoverageOf(moved, rulesTag));
        }

        if (statements.Count > 0)
        {
            await batch.WriteAsync(statements, cancellation);
        }

        if (made.Count > 0)
        {
            using var states = new CopyRows();
            using var coverage = new CopyRows();
            foreach (var row in made)
            {
                row.AddTo(states, coverage, rulesTag);
            }

            await batch.CopyAsync(CopyStates, states, cancellation);
            await batch.CopyAsync(CopyCoverage, coverage, cancellation);
        }
    }

    private static TableWrite StatesOf(IReadOnlyList<ReadModelRow> rows) => new(
        MoveStates,
        rows.Select(r => r.Iin).ToArray(),
        rows.Select(r => (long)r.Version).ToArray(),
        rows.Select(r => r.Facts).ToArray());

    private static TableWrite CoverageOf(IReadOnlyList<ReadModelRow> rows, int rulesTag)
    {
        var runs = new List<long>();
        var first = new int[rows.Count];
        var last = new int[rows.Count];
        for (var i = 0; i < rows.Count; i++)
        {
            first[i] = runs.Count + 1;
            runs.AddRange(rows[i].Runs);
            last[i] = runs.Count;
        }

        return new TableWrite(
            MoveCoverage,
            rows.Select(r => r.Iin).ToArray(),
            rows.Select(r => (long)r.Version).ToArray(),
            rows.Select(r => r.Position).ToArray(),
            runs.ToArray(),
            first,
            last,
            rulesTag);
    }
}
