using Osms.Ledger.Store;
using Osms.Ledger.Tests.Api;
using Osms.Ledger.Tests.Ledger;
using Osms.Ledger.Tests.Store;

namespace Osms.Ledger.Tests.Simulation;

/// <summary>One of several services on the same database; its connections go through a relay and can be cut.</summary>
internal sealed class Service : IAsyncDisposable
{
    private readonly DatabaseRelay _relay;
    private readonly Func<IEventStore, IEventStore> _change;
    private OpenLedger? _ledger;

    private Service(string database, Func<IEventStore, IEventStore> change)
    {
        _relay = new DatabaseRelay(database);
        _change = change;
    }

    internal OpenLedger Ledger => _ledger ?? throw new ObjectDisposedException(nameof(Service));

    internal StandingStore Standing { get; private set; } = null!;

    /// <summary>Reads everything that settles, as a projection elsewhere would.</summary>
    internal Follower Follower { get; private set; } = null!;

    /// <summary>The highest seen since it started.</summary>
    internal long HighWater { get; set; }

    internal static async Task<Service> StartAsync(
        string database, LedgerOptions options, Func<IEventStore, IEventStore> change)
    {
        var service = new Service(database, change);
        await service.StartAsync(options);
        return service;
    }

    internal async Task StartAsync(LedgerOptions options)
    {
        _ledger = await OpenLedger.OpenAsync(
            _relay.ConnectionString, options, services => services.AddInFrontOfStore(InFrontOf));

        // Made now: only then can it be told to stand still.
        _ = _ledger.Store;
        Follower = new Follower(_ledger);
        HighWater = 0;
    }

    private IEventStore InFrontOf(IEventStore real)
    {
        (var standing, Standing) = StandingStore.InFrontOf(_change(real));
        return standing;
    }

    internal async Task StopAsync()
    {
        if (Interlocked.Exchange(ref _ledger, null) is { } ledger)
        {
            await ledger.DisposeAsync();
        }
    }

    /// <summary>Breaks all connections, and lets no new one through for a while.</summary>
    internal async Task CutAsync(TimeSpan absence)
    {
        _relay.GoAway();
        await Task.Delay(absence);
        _relay.ComeBack();
    }

    /// <summary>
    /// The next write is done, but nothing that the database answers comes through any more; then connections break.
    /// </summary>
    internal async Task SilenceAsync(TimeSpan time)
    {
        var writing = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Standing.BeforeWriting(() =>
        {
            _relay.FallSilent();
            writing.SetResult();
        });
        await Task.WhenAny(writing.Task, Task.Delay(10 * time));
        Standing.BeforeWriting(null);
        await Task.Delay(time);
        await CutAsync(TimeSpan.Zero);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await _relay.DisposeAsync();
    }
}
