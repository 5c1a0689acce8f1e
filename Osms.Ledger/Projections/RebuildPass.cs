using System.Text;
using Npgsql;
using Osms.Ledger.Insured;
using Osms.Ledger.Regulation;
using Osms.Ledger.Store;
using Osms.Ledger.Values;

namespace Osms.Ledger.Projections;

/// <summary>
/// Reads every event once, in the order of streams, folds person after person and writes their rows. Several do it at
/// once, each for a range of streams; of each, PostgreSQL reads and writes while this program folds.
/// </summary>
internal sealed class RebuildPass(
    NpgsqlDataSource database, RuleBook rules, int rulesTag, RebuildLot lot, IProgress<RebuildProgress>? progress)
{
    private const int PeopleBetweenSigns = 1_000;
    private const int PartsPerWorker = 2;

    private const string Count =
        $"select count(*) from ledger.mt_streams where version > 0 and {StreamsOf.People}";

    // Parts of about as many events each, as the statistics have them; without statistics there is but one part.
    private const string Cuts = """
        select distinct bounds[1 + part * (array_length(bounds, 1) - 1) / $1] from (
            select histogram_bounds::text::varchar[] from pg_stats
            where schemaname = 'ledger' and tablename = 'mt_events' and attname = 'stream_id') as stream (bounds),
        generate_series(1, $1 - 1) as part
        where bounds is not null order by 1
        """;

    private long _people;
    private long _total;

    internal async Task<long> RunAsync(int workers, CancellationToken cancellation)
    {
        await using (var count = database.CreateCommand(Count))
        {
            _total = (long)(await count.ExecuteScalarAsync(cancellation))!;
        }

        string[] cuts = _total < PeopleBetweenSigns ? [] : await CutAsync(PartsPerWorker * workers, cancellation);
        var next = 0;
        using var all = CancellationTokenSource.CreateLinkedTokenSource(cancellation);

        // A thread for each, which waits for the server inside its calls: a pool whose threads look around for more
        // work while they wait takes from PostgreSQL what it needs on the same cores.
        await Task.WhenAll(Enumerable.Range(0, workers).Select(_ => Task.Factory.StartNew(
            Work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
        return _people;

        void Work()
        {
            try
            {
                for (int part; (part = Interlocked.Increment(ref next) - 1) <= cuts.Length;)
                {
                    var (after, through) = (part == 0 ? string.Empty : cuts[part - 1], cuts.ElementAtOrDefault(part));
                    Pass(after, through, lot.PartOf(cuts.Length + 1, part), all.Token);
                }
            }
            catch
            {
                // The others need not come to their end.
                all.Cancel();
                throw;
            }
        }
    }

    private async Task<string[]> CutAsync(int parts, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(Cuts);
        command.Parameters.Add(new NpgsqlParameter { Value = parts });
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        var cuts = new List<string>();
        while (await rows.ReadAsync(cancellation))
        {
            cuts.Add(rows.GetString(0));
        }

        return [.. cuts];
    }

    private void Pass(string after, string? through, RebuildLot.Part chosen, CancellationToken cancellation)
    {
        using var connection = database.OpenConnection();
        using var walk = StreamWalk.Begin(connection, after, through, cancellation);
        using var rows = NextRows.Begin(database, rulesTag);
        var events = new List<InsuredEvent>();
        var positions = new List<LedgerPosition>();
        var (stream, isNoPersons) = (string.Empty, false);
        while (walk.Move())
        {
            if (!IsSame(walk.Stream, stream))
            {
                Fold();
                stream = Encoding.UTF8.GetString(walk.Stream);
                isNoPersons = StreamType.IsNoPersons(stream);
            }

            if (isNoPersons)
            {
                continue;
            }

            events.Add(EventCatalogue.Deserialize(EventCatalogue.NameOf(walk.Type), walk.Data));
            positions.Add(new LedgerPosition(walk.Position));
        }

        Fold();
        rows.Complete();

        void Fold()
        {
            if (events.Count > 0)
            {
                rows.Write(FoldedPerson.Of(stream, events, positions, figuresAfter: 0, rules));
                events.Clear();
                positions.Clear();
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
