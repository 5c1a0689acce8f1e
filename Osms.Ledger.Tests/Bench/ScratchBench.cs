using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Osms.Ledger.Api.Bench;
using Osms.Ledger.Store;
using Osms.Ledger.Tests.Hosting;
using Osms.Ledger.Tests.Ledger;

namespace Osms.Ledger.Tests.Bench;

/// <summary>A bench with few people on the tests' server.</summary>
internal static class ScratchBench
{
    internal static readonly BenchPlan Small = new(
        People: 150, Long: new(1, 1), Short: new(0, 2), Commands: 60, Questions: 200, Growth: [100, 150]);

    /// <summary>Measures one row.</summary>
    internal static async Task<IReadOnlyList<Measurement>> RunAsync(
        string row, Action<IServiceCollection>? replace = null, ConcurrentQueue<string>? steps = null)
    {
        await using var server = await ScratchServer.StartAsync(await TestPostgres.CreateDatabaseAsync(), default);
        await using var ground = BenchGround.Make(
            server, Small, replace, step => steps?.Enqueue(step), cancellation: default);
        return await BenchRun.Rows.Single(r => r.Name == row).RunAsync(ground, default);
    }

    /// <summary>Puts another store in front of the one that a ledger has.</summary>
    internal static Action<IServiceCollection> InFront(Func<IEventStore, IEventStore> another) => services =>
        services.AddInFrontOfStore(another);
}
