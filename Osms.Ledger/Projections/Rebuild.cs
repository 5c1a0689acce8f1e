using Npgsql;
using Osms.Ledger.Regulation;
using Osms.Ledger.Store;
using Osms.Ledger.Telemetry;
using Osms.Ledger.Values;

namespace Osms.Ledger.Projections;

/// <summary>How far a rebuild has come.</summary>
public readonly record struct RebuildProgress(long People, long Total);

/// <summary>
/// Makes the read model again from the events, person by person under the stream's lock: commands go on beside it and
/// write rows of the new rule data themselves.
/// </summary>
public sealed class Rebuild(
    NpgsqlDataSource database, IEventStore store, CoverageTable coverage, PersonProjection projection,
    ReadModel readModel, RuleBook rules)
{
    private const int PeopleAtOnce = 500;
    private const int Attempts = 30;

    // Page by page, whatever the size of the ledger: no statement lasts long.
    private const string Next = """
        select s.id, coalesce(c.rules = $2 and c.version = s.version, false)
        from ledger.mt_streams s left join ledger.coverage c on c.iin = s.id
        where s.id > $1 and s.version > 0 order by s.id limit $3
        """;

    /// <summary>Makes every row again, right or wrong.</summary>
    /// <returns>The number of people.</returns>
    public Task<long> RunAsync(IProgress<RebuildProgress>? progress, CancellationToken cancellation) =>
        RunAsync(all: true, progress, cancellation);

    /// <summary>
    /// Makes the rows that are missing, behind their stream or of other rule data; so one that was stopped goes on.
    /// </summary>
    /// <returns>The number of people whose rows were made.</returns>
    public Task<long> GoOnAsync(CancellationToken cancellation) => RunAsync(all: false, progress: null, cancellation);

    private async Task<long> RunAsync(
        bool all, IProgress<RebuildProgress>? progress, CancellationToken cancellation)
    {
        using var call = HandlerCall.Begin("rebuild");
        var total = progress is null ? 0 : await CountAsync(cancellation);
        var (seen, made) = (0L, 0L);
        var last = string.Empty;
        while (await NextAsync(last, cancellation) is { Count: > 0 } page)
        {
            string[] streams = [.. page.Where(p => all || !p.IsCurrent).Select(p => p.Stream)];
            if (streams.Length > 0)
            {
                await Retry.OnConflictAsync(Attempts, () => RebuildAsync(streams, cancellation), cancellation);
            }

            made += streams.Length;
            seen += page.Count;
            last = page[^1].Stream;
            progress?.Report(new RebuildProgress(seen, Math.Max(total, seen)));
        }

        await readModel.RebuiltAsync(cancellation);
        call?.Tag("people", made);
        call?.Ended("rebuilt");
        return made;
    }

    private async Task RebuildAsync(IReadOnlyList<string> streams, CancellationToken cancellation)
    {
        await using var batch = await store.BeginBatchAsync(streams, cancellation);
        var loaded = await batch.LoadAsync(streams, cancellation);
        var rows = loaded.Select(pair => PersonRow.Of(
            Iin.Parse(pair.Key), Person.From(pair.Value).State, pair.Value[^1].Position, rules));
        await batch.WriteAsync(projection.Writes([.. rows]), cancellation);
        await batch.CommitAsync(cancellation);
    }

    private async Task<List<(string Stream, bool IsCurrent)>> NextAsync(string after, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(Next);
        command.Parameters.Add(new NpgsqlParameter { Value = after });
        command.Parameters.Add(new NpgsqlParameter { Value = coverage.RulesTag });
        command.Parameters.Add(new NpgsqlParameter { Value = PeopleAtOnce });
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        var page = new List<(string, bool)>(PeopleAtOnce);
        while (await rows.ReadAsync(cancellation))
        {
            page.Add((rows.GetString(0), rows.GetBoolean(1)));
        }

        return page;
    }

    private async Task<long> CountAsync(CancellationToken cancellation)
    {
        await using var command = database.CreateCommand("select count(*) from ledger.mt_streams where version > 0");
        return (long)(await command.ExecuteScalarAsync(cancellation))!;
    }
}
