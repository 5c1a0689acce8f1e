using Npgsql;
using Osms.Ledger.Regulation;
using Osms.Ledger.Store;
using Osms.Ledger.Values;

namespace Osms.Ledger.Projections;

/// <summary>How far a rebuild has come.</summary>
public readonly record struct RebuildProgress(long People, long Total);

/// <summary>
/// Makes the read model again from the events, person by person under the stream's lock: commands go on beside it and
/// write rows of the new rule data themselves.
/// </summary>
public sealed class Rebuild(
    NpgsqlDataSource database, IEventStore store, PersonProjection projection, ReadModel readModel, RuleBook rules)
{
    private const int PeopleAtOnce = 500;

    /// <returns>The number of people.</returns>
    public async Task<long> RunAsync(IProgress<RebuildProgress>? progress, CancellationToken cancellation)
    {
        var total = await CountAsync(cancellation);
        var done = 0L;
        var last = string.Empty;
        while (await NextAsync(last, cancellation) is { Count: > 0 } streams)
        {
            await RebuildAsync(streams, cancellation);
            done += streams.Count;
            last = streams[^1];
            progress?.Report(new RebuildProgress(done, Math.Max(total, done)));
        }

        await readModel.RebuiltAsync(cancellation);
        return done;
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

    private async Task<List<string>> NextAsync(string after, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(
            "select id from ledger.mt_streams where id > $1 and version > 0 order by id limit $2");
        command.Parameters.Add(new NpgsqlParameter { Value = after });
        command.Parameters.Add(new NpgsqlParameter { Value = PeopleAtOnce });
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        var streams = new List<string>(PeopleAtOnce);
        while (await rows.ReadAsync(cancellation))
        {
            streams.Add(rows.GetString(0));
        }

        return streams;
    }

    private async Task<long> CountAsync(CancellationToken cancellation)
    {
        await using var command = database.CreateCommand("select count(*) from ledger.mt_streams where version > 0");
        return (long)(await command.ExecuteScalarAsync(cancellation))!;
    }
}
