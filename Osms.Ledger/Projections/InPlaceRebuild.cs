using Npgsql;
using Osms.Ledger.Regulation;
using Osms.Ledger.Store;
using Osms.Ledger.Values;

namespace Osms.Ledger.Projections;

/// <summary>
/// Makes the read model again where it lies, person by person under the stream's lock: for a role that may write its
/// rows and nothing else. Slower, and no more than a row at a time is right or wrong.
/// </summary>
public sealed class InPlaceRebuild(
    NpgsqlDataSource database, IEventStore store, CoverageTable coverage, PersonProjection projection,
    ReadModel readModel, RuleBook rules)
{
    private const int PeopleAtOnce = 500;
    private const int Attempts = 30;

    // Page by page, whatever the size of the ledger: no statement lasts long.
    private const string Next = $"""
        select s.id, coalesce(c.rules = $2 and c.version = s.version, false)
        from ledger.mt_streams s left join ledger.coverage c on c.iin = s.id
        where s.id > $1 and s.version > 0 and {StreamsOf.People} order by s.id limit $3
        """;

    /// <param name="all">
    /// Every row, right or wrong; else those that are missing, behind their stream or of other rule data.
    /// </param>
    /// <param name="progress">Told how far it has come.</param>
    /// <param name="cancellation">Stops; the next one goes on.</param>
    /// <returns>The number of people whose rows were made.</returns>
    internal async Task<long> RunAsync(
        bool all, IProgress<RebuildProgress>? progress, CancellationToken cancellation)
    {
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
            progress?.Report(new RebuildProgress(RebuildProgress.People, seen, Math.Max(total, seen)));
        }

        await new InPlaceFigures(database, rules, coverage.RulesTag).RunAsync(cancellation);
        await readModel.RebuiltAsync(cancellation);
        return made;
    }

    private async Task RebuildAsync(string[] streams, CancellationToken cancellation)
    {
        await using var batch = await store.BeginBatchAsync(
            [.. streams.Select(s => new StreamClaim(s))], cancellation);
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
        await using var command = database.CreateCommand(
            $"select count(*) from ledger.mt_streams where version > 0 and {StreamsOf.People}");
        return (long)(await command.ExecuteScalarAsync(cancellation))!;
    }
}
