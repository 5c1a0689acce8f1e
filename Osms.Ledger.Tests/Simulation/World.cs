using Npgsql;
using Osms.Ledger.Api.Hosting;
using Osms.Ledger.Projections;
using Osms.Ledger.Store;
using Osms.Ledger.Tests.Hosting;
using Osms.Ledger.Tests.Ledger;
using static Osms.Ledger.Tests.Simulation.NaiveLedger;

namespace Osms.Ledger.Tests.Simulation;

/// <summary>Several services on one database, and beside them the ledger as it should be.</summary>
internal sealed partial class World : IAsyncDisposable
{
    private static readonly (string Table, string Columns)[] ReadModel =
        [("coverage", "version || ' ' || position"), ("insured_state", "version")];

    private readonly NaiveLedger _known = new();
    private readonly NaiveAnswers _answers;
    private readonly List<Service> _services = [];

    // Lowest numbers drawn by transactions that stand still, and the sessions they stand in.
    private readonly List<long> _unfinished = [];
    private readonly HashSet<int> _standing = [];
    private readonly HashSet<string> _strangers = [];
    private TestDirectory? _directory;
    private EmbeddedPostgres? _server;
    private OpenLedger _other = null!;
    private Truth _truth = null!;
    private int _step;

    private World() => _answers = new NaiveAnswers(_known);

    /// <summary>How often what happened.</summary>
    internal Dictionary<string, int> Tally { get; } = [];

    private long? Unfinished => _unfinished.Count == 0 ? null : _unfinished.Min();

    /// <param name="plan">Says how many services there are.</param>
    /// <param name="change">Breaks the store of every service, in a control.</param>
    internal static async Task<World> CreateAsync(Plan plan, Func<IEventStore, IEventStore>? change)
    {
        var world = new World();
        try
        {
            await world.StartAsync(plan, change ?? (store => store));
            return world;
        }
        catch
        {
            await world.DisposeAsync();
            throw;
        }
    }

    internal async Task RunAsync(Step step)
    {
        _step++;
        switch (step)
        {
            case Step.AtOnce atOnce:
                await RunAsync(atOnce);
                break;
            case Step.Import import:
                await RunAsync(import);
                break;
            case Step.Ask ask:
                foreach (var question in ask.Questions)
                {
                    await AskAndCheckAsync(question);
                }

                break;
            case Step.Stalled stalled:
                await RunAsync(stalled);
                break;
            case Step.Restart restart:
                await _services[restart.Service].StopAsync();
                await _services[restart.Service].StartAsync(restart.Options);
                break;
            default:
                throw new InvalidOperationException($"{step} is no step.");
        }

        await AtRestAsync();
    }

    /// <summary>The whole database against the whole list.</summary>
    internal async Task EndAsync()
    {
        foreach (var service in _services)
        {
            await service.Follower.StepAsync();
            Require(
                service.Follower.Positions.SequenceEqual(_known.Entries.Select(e => e.Position)),
                "whoever follows the high water has not seen every event once");
        }

        await AskAboutAsync(_known.Entries.Select(e => e.Iin).Distinct());
        if (_known.Entries.GroupBy(e => e.Iin).Any(s => s.Last().Call is null))
        {
            // A stranger has left the read model out.
            await _services[0].Ledger.Get<Rebuild>().RunAsync(progress: null, default);
        }

        await _other.ShouldHoldTogetherAsync();
        Count("steps", _step);
        Count("events", _known.Entries.Count);
        Count("answered", _answers.Count);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var service in _services)
        {
            await service.DisposeAsync();
        }

        if (_other is not null)
        {
            await _other.DisposeAsync();
            await _truth.DisposeAsync();
        }

        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        if (_directory is not null)
        {
            await _directory.DisposeAsync();
        }
    }

    private async Task StartAsync(Plan plan, Func<IEventStore, IEventStore> change)
    {
        string database;
        if (plan.MayKill)
        {
            _directory = await TestDirectory.WithClusterAsync();
            _server = await _directory.StartAsync();
            database = _server.ConnectionString;
        }
        else
        {
            database = await TestPostgres.CreateDatabaseAsync();
        }

        if (plan.IsSerializable)
        {
            await using var admin = NpgsqlDataSource.Create(database);
            var name = new NpgsqlConnectionStringBuilder(database).Database;
            await using var set = admin.CreateCommand(
                $"alter database {name} set default_transaction_isolation = 'serializable'");
            await set.ExecuteNonQueryAsync();
        }

        _truth = new Truth(database);
        _other = await OpenLedger.OpenAsync(database);
        foreach (var options in plan.Services)
        {
            _services.Add(await Service.StartAsync(database, options, change));
        }
    }

    /// <summary>
    /// Reads what has been written since and lets the calls explain it; what was known is still there.
    /// </summary>
    private async Task LearnAsync(IReadOnlyList<Call> calls)
    {
        await _truth.QuietAsync(_standing);
        var stored = await _truth.EntriesAsync();
        var known = _known.Entries.ToDictionary(e => e.Position);
        foreach (var entry in _known.Entries.Except(stored))
        {
            var now = stored.Find(e => e.Position == entry.Position);
            throw new DifferenceException($"an event has changed or gone: {entry}\n  now {now?.ToString() ?? "gone"}");
        }

        Linearity.Learn(_known, calls, [.. stored.Where(e => !known.ContainsKey(e.Position))]);
        foreach (var call in calls)
        {
            Count(call.Lost is null ? "calls answered" : _known.Entries.Any(e => e.Call == call.Id)
                ? "answer lost, written" : "answer lost, not written");
            foreach (var result in call.Results ?? [])
            {
                Count(result.GetType().Name);
            }
        }
    }

    /// <summary>What holds between two steps, whatever happened.</summary>
    private async Task AtRestAsync()
    {
        await LearnAsync([]);
        await _services[_step % _services.Count].Follower.StepAsync();
        var streams = _known.Entries.GroupBy(e => e.Iin).OrderBy(g => g.Key, StringComparer.Ordinal).ToList();
        await SameAsync(
            "streams",
            streams.Select(s => $"{s.Key} {s.Count()}"),
            "select id || ' ' || version from ledger.mt_streams order by id collate \"C\"");
        foreach (var (name, columns) in ReadModel)
        {
            // A stranger leaves the read model out; a row there may be, if it is right.
            var rows = await _truth.LinesAsync($"select iin || ' ' || {columns} from ledger.{name}");
            var expected = streams.ToDictionary(
                s => $"{s.Key} {s.Count()}" + (name == "coverage" ? $" {s.Last().Position}" : ""),
                s => s.Last().Call is null);
            Require(
                rows.All(expected.ContainsKey),
                $"{name} is not of the last event: {string.Join(", ", rows.Except(expected.Keys))}");
            Require(
                expected.All(e => e.Value || rows.Contains(e.Key)),
                $"{name} lacks a row: {string.Join(", ", expected.Keys.Except(rows))}");
        }

        var last = await _truth.LastNumberAsync();
        foreach (var (service, number) in _services.Select((s, i) => (s, i)))
        {
            var current = service.Ledger.HighWater.Current.Value;
            var told = $"the high water of service {number}, {current} of {last} handed out,";
            Require(current >= service.HighWater, $"{told} was {service.HighWater}");
            Require(!(current >= Unfinished), $"{told} is above {Unfinished}, which is unfinished");
            Require(current <= last, $"{told} is ahead");
            service.HighWater = current;
        }
    }

    private void Count(string what, int times = 1) => Tally[what] = Tally.GetValueOrDefault(what) + times;

    private async Task SameAsync(string what, IEnumerable<string> expected, string sql)
    {
        var (wanted, stored) = (expected.ToList(), await _truth.LinesAsync(sql));
        Require(
            wanted.SequenceEqual(stored),
            $"{what}: missing {string.Join(", ", wanted.Except(stored))}; "
            + $"too many {string.Join(", ", stored.Except(wanted))}");
    }
}
