using Npgsql;
using Osms.Ledger.Insured;
using Osms.Ledger.Store;
using Osms.Ledger.Values;

namespace Osms.Ledger.Projections;

/// <summary>
/// <c>ledger.insured_state</c>: the folded facts of a person, so that a decision need not read the stream.
/// </summary>
public sealed class StateTable(NpgsqlDataSource database)
{
    private const string Upsert = """
        insert into ledger.insured_state (iin, version, facts)
        select iin, version, facts from unnest($1, $2, $3) as r (iin, version, facts)
        on conflict (iin) do update set version = excluded.version, facts = excluded.facts
        """;

    // Of most people.
    private const int FactsBytes = 2_048;

    private const string UpsertEach = """
        insert into ledger.insured_state (iin, version, facts)
        select iin, version, facts
        from unnest($1, $2, $3, ledger.appended()) as r (iin, version, facts, position) where position is not null
        on conflict (iin) do update set version = excluded.version, facts = excluded.facts
        """;

    /// <summary>For each: null when there is no row, or one in another version's format.</summary>
    public async Task<IReadOnlyList<InsuredState?>> FindAsync(
        IReadOnlyList<Iin> people, CancellationToken cancellation)
    {
        // Statements for one person are planned once for all; one over an array would be planned each time.
        await using var batch = database.CreateBatch();
        foreach (var iin in people)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand("select facts from ledger.insured_state where iin = $1")
            {
                Parameters = { new NpgsqlParameter<string> { TypedValue = iin.Digits } },
            });
        }

        var states = new InsuredState?[people.Count];
        await using var rows = await batch.ExecuteReaderAsync(cancellation);
        for (var i = 0; i < states.Length; i++, await rows.NextResultAsync(cancellation))
        {
            if (await rows.ReadAsync(cancellation))
            {
                states[i] = InsuredStateCodec.Decode(rows.GetFieldValue<byte[]>(0));
            }
        }

        return states;
    }

    /// <summary>
    /// The states of many people, in the transaction of a batch, one after another in the same memory: those of a whole
    /// batch would fill what lives longer than it has to.
    /// </summary>
    /// <param name="connection">In the transaction.</param>
    /// <param name="iins">Whose.</param>
    /// <param name="found">
    /// Told of each that is there in this format; the state is its own until it returns, and then the next one's.
    /// </param>
    /// <param name="cancellation">Stops.</param>
    internal static async Task ReadAsync(
        NpgsqlConnection connection, string[] iins, Action<string, InsuredState> found, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            "select iin, facts from ledger.insured_state where iin = any ($1)", connection);
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = iins });
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        var state = InsuredState.Empty.ToBeMovedOn();
        var facts = new byte[FactsBytes];
        while (await rows.ReadAsync(cancellation))
        {
            var length = (int)rows.GetBytes(1, 0, null, 0, 0);
            if (length > facts.Length)
            {
                facts = new byte[length * 2];
            }

            rows.GetBytes(1, 0, facts, 0, length);
            if (InsuredStateCodec.Decode(facts.AsSpan(0, length), state))
            {
                found(rows.GetString(0), state);
            }
        }
    }

    internal static TableWrite Write(IReadOnlyList<PersonRow> rows) => Write(Upsert, rows);

    /// <summary>The rows to write with <see cref="IEventStore.AppendEachAsync"/>.</summary>
    internal static TableWrite WriteEach(IReadOnlyList<PersonRow> rows) => Write(UpsertEach, rows);

    private static TableWrite Write(string sql, IReadOnlyList<PersonRow> rows) => new(
        sql,
        rows.Select(r => r.Iin.Digits).ToArray(),
        rows.Select(r => (long)r.State.Version).ToArray(),
        rows.Select(r => InsuredStateCodec.Encode(r.State)).ToArray());
}
