using System.Text;
using Npgsql;
using Osms.Ledger.Insured;
using Osms.Ledger.Regulation;
using Osms.Ledger.Store;

namespace Osms.Ledger.Projections;

/// <summary>
/// Reads every event once, in the order of streams, folds person after person and writes their rows. Several do it at
/// once, each for a range of streams; of each, PostgreSQL reads and writes while this program folds.
/// </summary>
internal sealed class RebuildPass(
    NpgsqlDataSource database, RuleBook rules, int rulesTag, RebuildLot lot, IProgress<RebuildProgress>? progress)
{
    private const int PeopleBetweenSigns = 1_000;

    private const string Count = "select count(*) from ledger.mt_streams where version > 0";

    // The ids that cut all streams into parts of the same size.
    private const string Cuts = """
        select (select id from ledger.mt_streams order by id offset $1 * part / $2 limit 1)
        from generate_series(1, $2 - 1) as part
        """;

    private long _people;
    private long _total;

    internal async Task<long> RunAsync(int workers, CancellationToken cancellation)
    {
        await using (var count = database.CreateCommand(Count))
        {
            _total = (long)(await count.ExecuteScalarAsync(cancellation))!;
        }

        string[] cuts = _total < PeopleBetweenSigns ? [] : await CutAsync(workers, cancellation);
        using var all = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        await Task.WhenAll(Enumerable.Range(0, cuts.Length + 1).Select(part => Task.Run(
            async () =>
            {
                try
                {
                    await RunAsync(
                        part == 0 ? string.Empty : cuts[part - 1], part == cuts.Length ? null : cuts[part],
                        lot.PartOf(cuts.Length + 1, part), all.Token);
                }
                catch
                {
                    // The others need not come to their end.
                    await all.CancelAsync();
                    throw;
                }
            },
            CancellationToken.None)));
        return _people;
    }

    private async Task<string[]> CutAsync(int parts, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(Cuts);
        command.Parameters.Add(new NpgsqlParameter { Value = _total });
        command.Parameters.Add(new NpgsqlParameter { Value = parts });
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        var cuts = new List<string>();
        while (await rows.ReadAsync(cancellation))
        {
            cuts.Add(rows.GetString(0));
        }

        return [.. cuts.Distinct()];
    }

    private async Task RunAsync(string after, string? through, RebuildLot.Part chosen, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var walk = await StreamWalk.BeginAsync(connection, after, through, cancellation);
        await using var rows = await NextRows.BeginAsync(database, rulesTag, cancellation);
        var events = new List<InsuredEvent>();
        var stream = string.Empty;
        var position = 0L;
        while (await walk.MoveAsync(cancellation))
        {
            if (!IsSame(walk.Stream, stream))
            {
                await FoldAsync();
                stream = Encoding.UTF8.GetString(walk.Stream);
            }

            events.Add(EventCatalogue.Deserialize(EventCatalogue.NameOf(walk.Type), walk.Data));
            position = walk.Position;
        }

        await FoldAsync();
        await rows.CompleteAsync(cancellation);

        async ValueTask FoldAsync()
        {
            if (events.Count > 0)
            {
                await rows.WriteAsync(NextRow.Of(stream, events, position, rules), cancellation);
                events.Clear();
                chosen.Pass(stream);
                Tell(Interlocked.Increment(ref _people));
            }
        }
    }

    private void Tell(long people)
    {
        if (progress is not null && (people % PeopleBetweenSigns == 0 || people == _total))
        {
            progress.Report(new RebuildProgress(RebuildProgress.People, people, Math.Max(_total, people)));
        }
    }

    // An IIN is ASCII; a stream with any other name differs, and is no IIN.
    private static bool IsSame(ReadOnlySpan<byte> utf8, string stream) => Ascii.Equals(utf8, stream);
}
