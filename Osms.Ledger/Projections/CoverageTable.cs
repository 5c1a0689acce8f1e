using System.Globalization;
using Npgsql;
using Osms.Ledger.Coverage;
using Osms.Ledger.Regulation;
using Osms.Ledger.Store;
using Osms.Ledger.Values;

namespace Osms.Ledger.Projections;

/// <summary>A person's timeline as it lies in the read model.</summary>
/// <param name="position">Of the last event it was made from.</param>
/// <param name="runs">As the database sends them.</param>
/// <param name="rules">The rule data they were made with.</param>
public sealed class CoverageRow(LedgerPosition position, byte[] runs, RuleBook rules)
{
    /// <summary>Of the last event it was made from.</summary>
    public LedgerPosition Position => position;

    /// <summary>What holds on a day.</summary>
    public CoverageDay On(DateOnly day) => new PackedRuns(runs, rules).On(day);

    /// <summary>All days.</summary>
    public Timeline ToTimeline() => new PackedRuns(runs, rules).ToTimeline();
}

/// <summary><c>ledger.coverage</c>: answers any day without "as known at" by one lookup.</summary>
public sealed class CoverageTable
{
    private const string Upsert = """
        insert into ledger.coverage (iin, version, position, runs, rules)
        select iin, version, coalesce(position, currval('ledger.mt_events_sequence')), runs::bigint[], $5
        from unnest($1, $2, $3, $4) as r (iin, version, position, runs)
        on conflict (iin) do update set
            version = excluded.version, position = excluded.position, runs = excluded.runs, rules = excluded.rules
        """;

    private const string UpsertEach = """
        insert into ledger.coverage (iin, version, position, runs, rules)
        select iin, version, position, runs::bigint[], $4
        from unnest($1, $2, $3, ledger.appended()) as r (iin, version, runs, position) where position is not null
        on conflict (iin) do update set
            version = excluded.version, position = excluded.position, runs = excluded.runs, rules = excluded.rules
        """;

    private const string Find = """
        select iin::bigint, position, array_send(runs) from ledger.coverage where iin = any ($1) and rules = $2
        """;

    private readonly NpgsqlDataSource _database;
    private readonly RuleBook _rules;
    private readonly SharedRead<Iin, CoverageRow?> _shared;

    public CoverageTable(NpgsqlDataSource database, RuleBook rules)
    {
        _database = database;
        _rules = rules;
        _shared = new SharedRead<Iin, CoverageRow?>(FindAsync);
        RulesTag = int.Parse(rules.Digest.AsSpan(0, 8), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
    }

    /// <summary>Names the rule data in each row: the first 32 bits of its digest.</summary>
    internal int RulesTag { get; }

    /// <summary>Told of a row that was found: whose it is, up to where it goes, and its runs.</summary>
    internal delegate void Found(long iin, LedgerPosition position, PackedRuns runs);

    /// <summary>
    /// Null when there is no row of this rule data: nothing is recorded, or only by a writer that left the read model
    /// out, or the latest by a program with other rule data.
    /// </summary>
    public Task<CoverageRow?> FindAsync(Iin iin, CancellationToken cancellation) =>
        _shared.ReadAsync(iin, cancellation);

    /// <summary>The rows of many people, in any order; nothing of those without one of this rule data.</summary>
    /// <param name="iins">Best in order: the index is then walked through once.</param>
    /// <param name="found">Told of each.</param>
    /// <param name="cancellation">Stops.</param>
    internal async Task FindAsync(string[] iins, Found found, CancellationToken cancellation)
    {
        await using var command = FindCommand(iins);
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        var runs = new byte[512];
        while (await rows.ReadAsync(cancellation))
        {
            var length = (int)rows.GetBytes(2, 0, null, 0, 0);
            if (length > runs.Length)
            {
                runs = new byte[length * 2];
            }

            rows.GetBytes(2, 0, runs, 0, length);
            found(
                rows.GetInt64(0), new LedgerPosition(rows.GetInt64(1)), new PackedRuns(runs.AsSpan(0, length), _rules));
        }
    }

    private async Task<IReadOnlyList<CoverageRow?>> FindAsync(IReadOnlyList<Iin> people)
    {
        await using var command = FindCommand([.. people.Select(iin => iin.Digits)]);
        await using var rows = await command.ExecuteReaderAsync();
        var found = new CoverageRow?[people.Count];
        while (await rows.ReadAsync())
        {
            var iin = rows.GetInt64(0);
            var row = new CoverageRow(new LedgerPosition(rows.GetInt64(1)), rows.GetFieldValue<byte[]>(2), _rules);
            for (var i = 0; i < found.Length; i++)
            {
                if (people[i].Number == iin)
                {
                    found[i] = row;
                }
            }
        }

        return found;
    }

    private NpgsqlCommand FindCommand(string[] iins)
    {
        var command = _database.CreateCommand(Find);
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = iins });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = RulesTag });
        return command;
    }

    /// <summary>
    /// The rows to write with their events; a null position is the one drawn last in the same session.
    /// </summary>
    internal TableWrite Write(IReadOnlyList<PersonRow> rows) => new(
        Upsert,
        rows.Select(r => r.Iin.Digits).ToArray(),
        rows.Select(r => (long)r.State.Version).ToArray(),
        rows.Select(r => r.Position?.Value).ToArray(),
        Runs(rows),
        RulesTag);

    /// <summary>The rows to write with <see cref="IEventStore.AppendEachAsync"/>.</summary>
    internal TableWrite WriteEach(IReadOnlyList<PersonRow> rows) => new(
        UpsertEach,
        rows.Select(r => r.Iin.Digits).ToArray(),
        rows.Select(r => (long)r.State.Version).ToArray(),
        Runs(rows),
        RulesTag);

    private string[] Runs(IReadOnlyList<PersonRow> rows) =>
        [.. rows.Select(r => "{" + string.Join(',', CoverageRows.Pack(r.Timeline, _rules)) + "}")];
}
