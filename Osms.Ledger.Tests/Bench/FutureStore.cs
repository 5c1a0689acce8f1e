using System.Reflection;
using Osms.Ledger.Store;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Bench;

/// <summary>A store that knows of no past: whatever is asked as known at a position is read as it is now.</summary>
public class FutureStore : DispatchProxy
{
    private IEventStore _real = null!;

    internal static IEventStore InFrontOf(IEventStore store)
    {
        var proxy = Create<IEventStore, FutureStore>();
        ((FutureStore)(object)proxy)._real = store;
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod!.Invoke(
        _real,
        targetMethod.Name == nameof(IEventStore.LoadFactsAsync)
            ? [args![0], new LedgerPosition(long.MaxValue), args[2]]
            : args);
}
