using System.Reflection;
using Osms.Ledger.Store;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Simulation;

/// <summary>
/// A store whose next batch, when told to, stands still before its commit, and that tells when it is about to write.
/// </summary>
public class StandingStore : DispatchProxy
{
    private IEventStore _store = null!;
    private StandStill? _next;
    private Action? _beforeWriting;

    internal static (IEventStore Store, StandingStore Control) InFrontOf(IEventStore store)
    {
        var proxy = Create<IEventStore, StandingStore>();
        var control = (StandingStore)(object)proxy;
        control._store = store;
        return (proxy, control);
    }

    internal StandStill StandInTheNextBatch() => _next = new StandStill();

    internal void StandNoMore() => _next = null;

    /// <summary>Once, just before the next append or commit is sent; null: not any more.</summary>
    internal void BeforeWriting(Action? action) => _beforeWriting = action;

    internal void AboutToWrite() => Interlocked.Exchange(ref _beforeWriting, null)?.Invoke();

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (targetMethod!.Name is nameof(IEventStore.AppendAsync) or nameof(IEventStore.AppendEachAsync))
        {
            AboutToWrite();
        }

        var result = targetMethod.Invoke(_store, args);
        return targetMethod.Name == nameof(IEventStore.BeginBatchAsync)
            ? StandingBatch.MakeAsync((Task<IStreamBatch>)result!, this, Interlocked.Exchange(ref _next, null))
            : result;
    }
}

/// <summary>Where a batch stands still, and how it goes on.</summary>
internal sealed class StandStill
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<bool> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Everything is written but not committed.</summary>
    internal Task Reached => _reached.Task;

    /// <summary>Of the events that are written.</summary>
    internal IReadOnlyList<long> Positions { get; set; } = [];

    internal void GoOn(bool commits) => _end.TrySetResult(commits);

    internal async Task StandAsync()
    {
        _reached.TrySetResult();
        if (!await _end.Task)
        {
            throw new IOException("The connection broke before the commit.");
        }
    }
}

/// <summary>The batch of a <see cref="StandingStore"/>.</summary>
public class StandingBatch : DispatchProxy
{
    private IStreamBatch _batch = null!;
    private StandingStore _store = null!;
    private StandStill? _standing;

    internal static async Task<IStreamBatch> MakeAsync(
        Task<IStreamBatch> begun, StandingStore store, StandStill? standing)
    {
        var proxy = Create<IStreamBatch, StandingBatch>();
        var control = (StandingBatch)(object)proxy;
        (control._batch, control._store, control._standing) = (await begun, store, standing);
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod!.Name switch
    {
        nameof(IStreamBatch.AppendAsync) when _standing is not null =>
            AppendAsync((IReadOnlyList<StreamAppend>)args![0]!, _standing),
        nameof(IStreamBatch.CommitAsync) => CommitAsync(),
        _ => targetMethod.Invoke(_batch, args),
    };

    private async Task<IReadOnlyList<LedgerPosition>> AppendAsync(
        IReadOnlyList<StreamAppend> appends, StandStill standing)
    {
        var positions = await _batch.AppendAsync(appends, default);
        standing.Positions = [.. standing.Positions, .. positions.Select(p => p.Value)];
        return positions;
    }

    private async Task CommitAsync()
    {
        if (_standing is not null)
        {
            await _standing.StandAsync();
        }

        _store.AboutToWrite();
        await _batch.CommitAsync(default);
    }
}
