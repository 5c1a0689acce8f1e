using System.Globalization;
using Npgsql;
using Osms.Ledger.Coverage;
using Osms.Ledger.Regulation;
using Osms.Ledger.Store;
using Osms.Ledger.Values;

namespace Osms.Ledger.Projections;

/// <summary>A person's timeline as it lies in the read model.</summary>
/// <param name="Version">Of the last event it was made from.</param>
/// <param name="Position">Of that event.</param>
public sealed record CoverageRow(int Version, LedgerPosition Position, Timeline Timeline);

/// <summary><c>ledger.coverage</c>: answers any day without "as known at" by one lookup.</summary>
public sealed class CoverageTable(NpgsqlDataSource database, RuleBook rules)
{
    private const string Upsert = """
        insert into ledger.coverage (iin, version, position, runs, rules)
        select iin, version, coalesce(position, currval('ledger.mt_events_sequence')), runs::bigint[], $5
        from unnest($1, $2, $3, $4) as r (iin, version, position, runs)
        on conflict (iin) do update set
            version = excluded.version, position = excluded.position, runs = excluded.runs, rules = excluded.rules
        """;

    /// <summary>Names the rule data in each row: the first 32 bits of its digest.</summary>
    internal int RulesTag =>
        int.Parse(rules.Digest.AsSpan(0, 8), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    /// <summary>
    /// Null when there is no row of this rule data: nothing is recorded, or only by a writer that left the read model
    /// out, or the latest by a program with other rule data.
    /// </summary>
    public async Task<CoverageRow?> FindAsync(Iin iin, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(
            "select version, position, runs from ledger.coverage where iin = $1 and rules = $2");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = iin.Digits });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = RulesTag });
        await using var row = await command.ExecuteReaderAsync(cancellation);
        return await row.ReadAsync(cancellation) ? Read(row) : null;
    }

    /// <summary>The rows of many people; those without one of this rule data are not in the result.</summary>
    public async Task<IReadOnlyDictionary<Iin, CoverageRow>> FindAsync(
        IReadOnlyCollection<Iin> people, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(
            "select version, position, runs, iin from ledger.coverage where iin = any ($1) and rules = $2");
        command.Parameters.Add(new NpgsqlParameter { Value = people.Select(iin => iin.Digits).ToArray() });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = RulesTag });
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        var found = new Dictionary<Iin, CoverageRow>(people.Count);
        while (await rows.ReadAsync(cancellation))
        {
            found.Add(Iin.Parse(rows.GetString(3)), Read(rows));
        }

        return found;
    }

    /// <summary>
    /// The rows to write with their events; a null position is the one drawn last in the same session.
    /// </summary>
    internal TableWrite Write(IReadOnlyList<PersonRow> rows)
    {
        var runs = rows.Select(r => "{" + string.Join(',', CoverageRows.Pack(r.Timeline, rules)) + "}");
        return new TableWrite(
            Upsert,
            rows.Select(r => r.Iin.Digits).ToArray(),
            rows.Select(r => (long)r.State.Version).ToArray(),
            rows.Select(r => r.Position?.Value).ToArray(),
            runs.ToArray(),
            RulesTag);
    }

    private CoverageRow Read(NpgsqlDataReader row) => new(
        checked((int)row.GetInt64(0)),
        new LedgerPosition(row.GetInt64(1)),
        CoverageRows.Unpack(row.GetFieldValue<long[]>(2), rules));
}
