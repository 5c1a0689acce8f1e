using System.Runtime.CompilerServices;
using System.Text;
using System.Threading.Channels;
using Npgsql;
using Osms.Ledger.Coverage;
using Osms.Ledger.Insured;
using Osms.Ledger.Projections;
using Osms.Ledger.Regulation;
using Osms.Ledger.Store;
using Osms.Ledger.Values;

namespace Osms.Ledger.Queries;

/// <summary>
/// Whose answer for a day is another one under other rule data, from the same events: everybody's are read once, in
/// order of the IINs, and folded person after person.
/// </summary>
public sealed class RulesImpactQuery(NpgsqlDataSource database, PositionClock clock, RuleBook rules)
{
    private const int PeopleAtOnce = 1_000;
    private const int PagesAhead = 2;

    private const string Count =
        $"select count(*) from ledger.mt_streams where version > 0 and {StreamsOf.People}";

    /// <summary>The position of all answers: everything recorded by now.</summary>
    public Task<Settlement> FixAsync(CancellationToken cancellation) =>
        clock.FixAsync(AsOf.Now.Instance, cancellation);

    /// <summary>In order of the IINs; the last page may be without people.</summary>
    /// <param name="other">The rule data of the answers after.</param>
    /// <param name="at">The day.</param>
    /// <param name="position">Settled; events above it do not count.</param>
    /// <param name="progress">Told after every page.</param>
    /// <param name="cancellation">Stops.</param>
    public async IAsyncEnumerable<ImpactPage> PagesAsync(
        RuleBook other, DateOnly at, LedgerPosition position, IProgress<ImpactProgress>? progress,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var count = database.CreateCommand(Count);
        count.CommandTimeout = 0;
        var total = (long)(await count.ExecuteScalarAsync(cancellation))!;
        using var left = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var ahead = Channel.CreateBounded<ImpactPage>(PagesAhead);

        // A thread of its own: it waits for the server, and for whoever takes the pages, inside its calls.
        var walking = Task.Factory.StartNew(
            () => Walk(ahead.Writer, new Comparison(rules, other, at, position), left.Token),
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            var done = 0L;
            await foreach (var page in ahead.Reader.ReadAllAsync(cancellation))
            {
                yield return page;
                done += page.People;
                progress?.Report(new ImpactProgress(done, Math.Max(total, done)));
            }
        }
        finally
        {
            await left.CancelAsync();
            await walking.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Walk(ChannelWriter<ImpactPage> pages, Comparison comparison, CancellationToken cancellation)
    {
        try
        {
            using var connection = database.OpenConnection();
            using var walk = StreamWalk.Begin(connection, after: string.Empty, through: null, cancellation);
            var stream = string.Empty;
            while (walk.Move())
            {
                if (!Ascii.Equals(walk.Stream, stream))
                {
                    comparison.EndOf(stream);
                    stream = Encoding.UTF8.GetString(walk.Stream);
                    if (comparison.People == PeopleAtOnce)
                    {
                        Write(comparison.Page());
                    }
                }

                if (!StreamType.IsNoPersons(stream))
                {
                    comparison.Add(walk);
                }
            }

            comparison.EndOf(stream);
            Write(comparison.Page());
            pages.Complete();
        }
        catch (Exception e)
        {
            // Whoever takes the pages meets it after the last one.
            pages.Complete(e);
        }

        void Write(ImpactPage page) => pages.WriteAsync(page, cancellation).AsTask().GetAwaiter().GetResult();
    }

    /// <summary>One person after another, until there is a page of them.</summary>
    private sealed class Comparison(RuleBook before, RuleBook after, DateOnly at, LedgerPosition position)
    {
        private readonly List<InsuredEvent> _events = [];
        private List<ChangedAnswer> _changed = [];

        internal int People { get; private set; }

        internal void Add(StreamWalk walk)
        {
            if (walk.Position <= position.Value)
            {
                _events.Add(EventCatalogue.Deserialize(EventCatalogue.NameOf(walk.Type), walk.Data));
            }
        }

        internal void EndOf(string stream)
        {
            if (_events.Count == 0)
            {
                return;
            }

            var iin = Iin.Parse(stream);
            var state = InsuredState.FoldForAnswers([.. _events]);
            var (was, now) = (
                Determination.Of(iin, state, before).On(at), Determination.Of(iin, state, after).On(at));
            if (ChangedAnswer.IsAnother(was, now))
            {
                _changed.Add(new ChangedAnswer(iin, was, now, []));
            }

            People++;
            _events.Clear();
        }

        internal ImpactPage Page()
        {
            var page = new ImpactPage(People, _changed, position, position);
            (People, _changed) = (0, []);
            return page;
        }
    }
}
