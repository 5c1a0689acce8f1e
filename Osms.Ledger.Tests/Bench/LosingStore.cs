using System.Reflection;
using Npgsql;
using Osms.Ledger.Store;

namespace Osms.Ledger.Tests.Bench;

/// <summary>A store that commits every batch without its last event, and says nothing.</summary>
public class LosingStore : DispatchProxy
{
    private object _real = null!;

    internal static IEventStore InFrontOf(IEventStore store) => Of(store);

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod!.Name switch
    {
        nameof(IEventStore.BeginBatchAsync) => BeginAsync((Task<IStreamBatch>)targetMethod.Invoke(_real, args)!),
        nameof(IStreamBatch.CommitAsync) => CommitAsync((IStreamBatch)_real),
        _ => targetMethod.Invoke(_real, args),
    };

    private static T Of<T>(T real)
        where T : class
    {
        var proxy = Create<T, LosingStore>();
        ((LosingStore)(object)proxy)._real = real;
        return proxy;
    }

    private static async Task<IStreamBatch> BeginAsync(Task<IStreamBatch> real) => Of(await real);

    private static async Task CommitAsync(IStreamBatch real)
    {
        await using (var lose = new NpgsqlCommand(
            "delete from ledger.mt_events where seq_id = (select max(seq_id) from ledger.mt_events)", real.Connection))
        {
            await lose.ExecuteNonQueryAsync();
        }

        await real.CommitAsync(default);
    }
}
