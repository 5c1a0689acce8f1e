using System.Runtime.InteropServices;
using Npgsql;
using Osms.Ledger.Values;

namespace Osms.Ledger.Store;

/// <summary>Reads what the events of streams say, each stream up to a position of its own.</summary>
internal sealed class FactReader
{
    // The order keeps a server without statistics, as after a large import, from reading all events for some streams.
    private const string Facts = """
        select asked.at, version, type, data, seq_id
        from unnest($1::varchar[], $2::bigint[]) with ordinality as asked (stream, through, at)
        cross join lateral (
            select version, type, data, seq_id from ledger.mt_events
            where stream_id = asked.stream and seq_id <= asked.through order by version) as known
        """;

    private readonly NpgsqlDataSource _database;
    private readonly SharedRead<(string, LedgerPosition), IReadOnlyList<StoredFact>> _shared;

    internal FactReader(NpgsqlDataSource database)
    {
        _database = database;
        _shared = new(asked => ReadAsync(
            [.. asked.Select(a => a.Item1)], [.. asked.Select(a => a.Item2.Value)], CancellationToken.None));
    }

    internal Task<IReadOnlyList<StoredFact>> ReadAsync(
        string stream, LedgerPosition through, CancellationToken cancellation) =>
        _shared.ReadAsync((stream, through), cancellation);

    /// <summary>In the order of the streams.</summary>
    internal async Task<IReadOnlyList<IReadOnlyList<StoredFact>>> ReadAsync(
        string[] streams, long[] through, CancellationToken cancellation)
    {
        await using var command = _database.CreateCommand(Facts);
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = streams });
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = through });
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        var facts = new List<StoredFact>[streams.Length];
        while (await rows.ReadAsync(cancellation))
        {
            var fact = new StoredFact(
                checked((int)rows.GetInt64(1)), rows.GetString(2), rows.GetFieldValue<byte[]>(3),
                new LedgerPosition(rows.GetInt64(4)));
            (facts[rows.GetInt64(0) - 1] ??= []).Add(fact);
        }

        return Array.ConvertAll(facts, InOrder);
    }

    // The index gives them in order; only a plan without it does not.
    private static IReadOnlyList<StoredFact> InOrder(List<StoredFact>? facts)
    {
        if (facts is null)
        {
            return [];
        }

        var span = CollectionsMarshal.AsSpan(facts);
        for (var i = 1; i < span.Length; i++)
        {
            if (span[i].Version < span[i - 1].Version)
            {
                span.Sort(static (a, b) => a.Version - b.Version);
                break;
            }
        }

        return facts;
    }
}
