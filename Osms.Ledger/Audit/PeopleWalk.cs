using System.Globalization;
using System.Runtime.CompilerServices;
using Npgsql;
using Osms.Ledger.Store;
using Osms.Ledger.Values;

namespace Osms.Ledger.Audit;

/// <summary>An event as it lies in the table; whether it can be read is to be found out.</summary>
internal sealed record EventRow(LedgerPosition Position, long Version, string Type, byte[] Data);

/// <summary>A person's row of <c>ledger.coverage</c>; the runs as PostgreSQL writes them.</summary>
internal sealed record CoverageRowFound(long Version, LedgerPosition Position, string Runs, int? RulesTag);

/// <summary>A person's row of <c>ledger.insured_state</c>.</summary>
internal sealed record StateRowFound(long Version, byte[] Facts);

/// <summary>All there is of one person.</summary>
internal sealed class PersonFound(string stream)
{
    internal string Stream { get; } = stream;

    internal List<EventRow> Events { get; } = [];

    internal CoverageRowFound? Coverage { get; set; }

    internal StateRowFound? State { get; set; }

    /// <summary>Their changes of figures, as <see cref="FigureWalk"/> writes them.</summary>
    internal List<FigureFound> Figures { get; } = [];

    /// <summary>There is no such stream: nothing but figures was found.</summary>
    internal bool IsStray { get; init; }
}

/// <summary>Every person of a snapshot, or a sample of them, some hundreds at a time.</summary>
internal sealed class PeopleWalk(LedgerSnapshot snapshot)
{
    private const int PeopleAtOnce = 500;

    private const string Next =
        $"select id from ledger.mt_streams where id > $1 and {StreamsOf.People} order by id limit $2";

    private const string Sampled =
        $"select id from ledger.mt_streams where {StreamsOf.People} order by md5(id || $1), id limit $2";

    private const string Events = """
        select stream_id, seq_id, version, type, data from ledger.mt_events
        where stream_id = any ($1) order by stream_id, version
        """;

    private const string Coverage =
        "select iin, version, position, runs::text, rules from ledger.coverage where iin = any ($1)";

    private const string States = "select iin, version, facts from ledger.insured_state where iin = any ($1)";

    /// <param name="sample">How many people; null for all.</param>
    /// <param name="seed">Chooses them: the same seed, the same people.</param>
    /// <param name="cancellation">Stops.</param>
    internal async IAsyncEnumerable<IReadOnlyCollection<PersonFound>> PagesAsync(
        int? sample, int seed, [EnumeratorCancellation] CancellationToken cancellation)
    {
        if (sample is { } count)
        {
            var chosen = await IdsAsync(Sampled, seed.ToString(CultureInfo.InvariantCulture), count, cancellation);
            foreach (var page in chosen.Chunk(PeopleAtOnce))
            {
                var people = await LoadAsync(page, cancellation);
                await FigureWalk.AddToAsync(snapshot, people, cancellation);
                yield return people.Values;
            }

            yield break;
        }

        var figures = await FigureWalk.BeginAsync(snapshot, cancellation);
        for (var after = string.Empty; ;)
        {
            var page = await IdsAsync(Next, after, PeopleAtOnce, cancellation);
            if (page.Length == 0)
            {
                if (await figures.RestAsync(cancellation) is { Count: > 0 } strays)
                {
                    yield return strays;
                }

                yield break;
            }

            var people = await LoadAsync(page, cancellation);
            yield return [.. people.Values, .. await figures.AddToAsync(people, page[^1], cancellation)];
            after = page[^1];
        }
    }

    private async Task<string[]> IdsAsync(string sql, string first, int limit, CancellationToken cancellation)
    {
        var ids = new List<string>();
        NpgsqlParameter[] parameters = [new() { Value = first }, new() { Value = limit }];
        await foreach (var row in snapshot.ReadAsync(sql, parameters, cancellation))
        {
            ids.Add(row.GetString(0));
        }

        return [.. ids];
    }

    private async Task<Dictionary<string, PersonFound>> LoadAsync(string[] ids, CancellationToken cancellation)
    {
        var people = ids.ToDictionary(id => id, id => new PersonFound(id), StringComparer.Ordinal);
        await foreach (var row in snapshot.ReadAsync(Events, [new() { Value = ids }], cancellation))
        {
            people[row.GetString(0)].Events.Add(new EventRow(
                new LedgerPosition(row.GetInt64(1)), row.GetInt64(2), row.GetString(3), row.GetFieldValue<byte[]>(4)));
        }

        await foreach (var row in snapshot.ReadAsync(Coverage, [new() { Value = ids }], cancellation))
        {
            people[row.GetString(0)].Coverage = new CoverageRowFound(
                row.GetInt64(1), new LedgerPosition(row.GetInt64(2)), row.GetString(3), row.GetFieldValue<int?>(4));
        }

        await foreach (var row in snapshot.ReadAsync(States, [new() { Value = ids }], cancellation))
        {
            people[row.GetString(0)].State = new StateRowFound(row.GetInt64(1), row.GetFieldValue<byte[]>(2));
        }

        return people;
    }
}
