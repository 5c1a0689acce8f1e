using System.Reflection;
using Osms.Ledger.Store;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Simulation;

/// <summary>What a store may get wrong.</summary>
public enum Fault
{
    /// <summary>An append is acknowledged that never happened.</summary>
    Forgets,

    /// <summary>An append happens twice.</summary>
    Doubles,

    /// <summary>An append happens and is told to be a conflict.</summary>
    DeniesAnAppend,

    /// <summary>The rows of the read model are left as they were.</summary>
    LeavesRowsBehind,

    /// <summary>A stream as known at a position has what came later.</summary>
    SeesTheFuture,

    /// <summary>A stream is read without its last event, as from a replica that lags.</summary>
    Lags,
}

/// <summary>A store that goes wrong from its third append on.</summary>
public class BrokenStore : DispatchProxy
{
    private IEventStore _store = null!;
    private Fault _fault;
    private int _appends;

    internal static IEventStore InFrontOf(IEventStore store, Fault fault)
    {
        var proxy = Create<IEventStore, BrokenStore>();
        var broken = (BrokenStore)(object)proxy;
        (broken._store, broken._fault) = (store, fault);
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => args switch
    {
        [StreamAppend append, IReadOnlyList<TableWrite> rows, _] when ++_appends > 2 => AppendAsync(append, rows),
        [IReadOnlyList<StreamAppend> appends, IReadOnlyList<TableWrite> rows, _] when ++_appends > 2 =>
            AppendEachAsync(appends, rows),
        [string stream, _, _] when targetMethod!.Name == nameof(IEventStore.LoadAsync) && _appends > 2 =>
            LoadAsync(stream, (LedgerPosition?)args[1]),
        [string stream, LedgerPosition through, _]
            when targetMethod!.Name == nameof(IEventStore.LoadFactsAsync) && _appends > 2 =>
            LoadFactsAsync(stream, through),
        _ => targetMethod!.Invoke(_store, args),
    };

    private async Task<AppendResult> AppendAsync(StreamAppend append, IReadOnlyList<TableWrite> rows)
    {
        switch (_fault)
        {
            case Fault.Forgets:
                return new AppendResult.Appended([new LedgerPosition(1_000_000)]);
            case Fault.Doubles:
                var again = append with { ExpectedVersion = append.ExpectedVersion + append.Events.Count };
                await _store.AppendAsync(append, rows, default);
                return await _store.AppendAsync(again, rows, default);
            case Fault.DeniesAnAppend:
                await _store.AppendAsync(append, rows, default);
                return AppendResult.Conflict.Instance;
            case Fault.LeavesRowsBehind:
                return await _store.AppendAsync(append, [], default);
            default:
                return await _store.AppendAsync(append, rows, default);
        }
    }

    private async Task<IReadOnlyList<LedgerPosition?>> AppendEachAsync(
        IReadOnlyList<StreamAppend> appends, IReadOnlyList<TableWrite> rows)
    {
        switch (_fault)
        {
            case Fault.Forgets:
                return [.. appends.Select(_ => new LedgerPosition(1_000_000))];
            case Fault.Doubles:
                await _store.AppendEachAsync(appends, rows, default);
                return await _store.AppendEachAsync(
                    [.. appends.Select(a => a with { ExpectedVersion = a.ExpectedVersion + 1 })], rows, default);
            case Fault.DeniesAnAppend:
                await _store.AppendEachAsync(appends, rows, default);
                return new LedgerPosition?[appends.Count];
            case Fault.LeavesRowsBehind:
                return await _store.AppendEachAsync(appends, [], default);
            default:
                return await _store.AppendEachAsync(appends, rows, default);
        }
    }

    private async Task<IReadOnlyList<StoredEvent>> LoadAsync(string stream, LedgerPosition? through)
    {
        var events = await _store.LoadAsync(stream, _fault == Fault.SeesTheFuture ? null : through, default);
        return _fault == Fault.Lags ? [.. events.SkipLast(1)] : events;
    }

    private async Task<IReadOnlyList<StoredFact>> LoadFactsAsync(string stream, LedgerPosition through)
    {
        var last = _fault == Fault.SeesTheFuture ? new LedgerPosition(long.MaxValue) : through;
        var facts = await _store.LoadFactsAsync(stream, last, default);
        return _fault == Fault.Lags ? [.. facts.SkipLast(1)] : facts;
    }
}
