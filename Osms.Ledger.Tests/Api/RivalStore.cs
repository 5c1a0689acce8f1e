using System.Reflection;
using Npgsql;
using Osms.Ledger.Insured;
using Osms.Ledger.Store;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Api;

/// <summary>A store in front of which somebody else appends to the same stream, as often as is asked for.</summary>
public class RivalStore : DispatchProxy
{
    private IEventStore? _store;
    private int _number;

    /// <summary>How many appends somebody else is ahead of.</summary>
    internal int Rivals { get; set; }

    /// <summary>How many batches PostgreSQL gives up because they and another wait for each other.</summary>
    internal int Deadlocks { get; set; }

    /// <summary>How many batches find the database away.</summary>
    internal int Outages { get; set; }

    internal static (IEventStore Store, RivalStore Control) InFrontOf(IEventStore store)
    {
        var proxy = Create<IEventStore, RivalStore>();
        var control = (RivalStore)(object)proxy;
        control._store = store;
        return (proxy, control);
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod!.Name switch
    {
        nameof(IEventStore.AppendAsync) when Rivals-- > 0 =>
            AppendSecondAsync((StreamAppend)args![0]!, (IReadOnlyList<TableWrite>)args[1]!),
        nameof(IEventStore.AppendEachAsync) when Rivals > 0 =>
            AppendSecondAsync((IReadOnlyList<StreamAppend>)args![0]!, (IReadOnlyList<TableWrite>)args[1]!),
        nameof(IEventStore.BeginBatchAsync) when Deadlocks-- > 0 => Task.FromException<IStreamBatch>(
            new PostgresException("deadlock detected", "ERROR", "ERROR", PostgresErrorCodes.DeadlockDetected)),
        nameof(IEventStore.BeginBatchAsync) when Outages-- > 0 =>
            Task.FromException<IStreamBatch>(new NpgsqlException("The connection is lost.")),
        _ => targetMethod.Invoke(_store, args),
    };

    private async Task<IReadOnlyList<LedgerPosition?>> AppendSecondAsync(
        IReadOnlyList<StreamAppend> appends, IReadOnlyList<TableWrite> rows)
    {
        foreach (var append in appends.Where(_ => Rivals-- > 0))
        {
            await RivalAsync(append);
        }

        return await _store!.AppendEachAsync(appends, rows, default);
    }

    private async Task<AppendResult> AppendSecondAsync(StreamAppend append, IReadOnlyList<TableWrite> rows)
    {
        await RivalAsync(append);
        return await _store!.AppendAsync(append, rows, default);
    }

    private async Task RivalAsync(StreamAppend append)
    {
        var happened = new InsuredEvent.RegionRecorded("75", new DateOnly(2020, 1, 1), $"rival-{_number++}");
        var rival = new NewEvent(
            EventCatalogue.NameOf(happened), EventCatalogue.Serialize(happened), new EventOrigin());
        (await _store!.AppendAsync(append with { Events = [rival] }, [], default))
            .ShouldBeOfType<AppendResult.Appended>();
    }
}
