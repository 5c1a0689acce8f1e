using System.Security.Cryptography;
using Npgsql;
using Osms.Ledger.Regulation;
using Osms.Ledger.Store;

namespace Osms.Ledger.Projections;

/// <summary>
/// Makes the read model again from the events, beside the live one: read, folded and written by several workers,
/// caught up with what is recorded meanwhile, checked, and put in the place of the live one in one transaction. A
/// rebuild that ends before that has changed nothing.
/// </summary>
public sealed class Rebuild(
    NpgsqlDataSource database, IEventStore store, CoverageTable coverage, HighWater highWater, ReadModel readModel,
    RuleBook rules, InPlaceRebuild inPlace, int mostWorkers)
{
    // Of the pool, the high water and the lock keep one each; a worker takes five.
    private const int ConnectionsKept = 2;
    private const int ConnectionsPerWorker = 5;

    // Any number that nobody else uses for an advisory lock on this database.
    private const long OneAtATime = 0x05_0535_4EB171D;

    /// <summary>
    /// Makes every row again, right or wrong; not once more when another rebuild did while it waited.
    /// </summary>
    /// <returns>The number of people.</returns>
    public async Task<long> RunAsync(IProgress<RebuildProgress>? progress, CancellationToken cancellation)
    {
        var before = await readModel.BuiltAtAsync(cancellation);
        await using var alone = await SessionLock.TakeAsync(database, OneAtATime, cancellation);
        return alone.Waited && await readModel.BuiltAtAsync(cancellation) is { } built && built != before
            ? await CountAsync(cancellation)
            : await RunAloneAsync(alone, all: true, progress, cancellation);
    }

    /// <summary>Only when the rows were last made with other rule data; clears what a killed one left behind.</summary>
    /// <returns>The number of people; null when there was nothing to do.</returns>
    public async Task<long?> RunIfOutdatedAsync(
        IProgress<RebuildProgress>? progress, CancellationToken cancellation)
    {
        var isCurrent = await readModel.CheckAsync(cancellation);
        if (isCurrent && !await NextTables.AreLeftAsync(database, cancellation))
        {
            return null;
        }

        await using var alone = await SessionLock.TakeAsync(database, OneAtATime, cancellation);
        if (!await readModel.CheckAsync(cancellation))
        {
            return await RunAloneAsync(alone, all: false, progress, cancellation);
        }

        await NextTables.DropAsync(database, cancellation);
        return null;
    }

    private async Task<long> RunAloneAsync(
        SessionLock alone, bool all, IProgress<RebuildProgress>? progress, CancellationToken cancellation)
    {
        await TransferRebuild.RunAsync(database, cancellation);
        var connections = new NpgsqlConnectionStringBuilder(database.ConnectionString).MaxPoolSize - ConnectionsKept;
        var workers = Math.Min(mostWorkers, connections / ConnectionsPerWorker);
        if (workers == 0 || !await NextTables.MayBeMadeAsync(database, cancellation))
        {
            return await inPlace.RunAsync(all, progress, cancellation);
        }

        await NextTables.MakeAsync(database, cancellation);
        try
        {
            return await RunBesideAsync(alone, workers, progress, cancellation);
        }
        catch
        {
            await TryDropAsync();
            throw;
        }
    }

    private async Task<long> RunBesideAsync(
        SessionLock alone, int workers, IProgress<RebuildProgress>? progress, CancellationToken cancellation)
    {
        var lot = new RebuildLot(RandomNumberGenerator.GetInt32(int.MaxValue));
        var swap = new RebuildSwap(database, highWater, readModel, rules, coverage.RulesTag);
        await swap.BeginAsync(cancellation);
        var pass = new RebuildPass(database, rules, coverage.RulesTag, lot, progress);
        var people = await pass.RunAsync(workers, cancellation);

        Say(RebuildProgress.Ending, 0);
        await NextTables.MakeKeysAsync(database, cancellation);
        await swap.CatchUpAsync(cancellation);

        Say(RebuildProgress.Ending, 1);
        var check = new RebuildCheck(database, store, rules, coverage.RulesTag);
        await Task.WhenAll(
            check.CountAsync(swap.Mark, cancellation),
            check.SampleAsync(lot.Drawn(people), lot.Seed, cancellation));

        Say(RebuildProgress.Ending, 2);

        // Without it these tables may be somebody else's by now.
        await alone.StillHeldAsync(cancellation);
        await swap.SwapAsync(cancellation);
        readModel.IsNow();
        Say(RebuildProgress.Ending, 3);
        return await CountAsync(cancellation);

        void Say(string step, long done) => progress?.Report(new RebuildProgress(step, done, 3));
    }

    private async Task<long> CountAsync(CancellationToken cancellation)
    {
        await using var command = database.CreateCommand("select count(*) from ledger.coverage");
        return (long)(await command.ExecuteScalarAsync(cancellation))!;
    }

    // Why it failed is what counts; who comes next drops what is left.
    private async Task TryDropAsync()
    {
        try
        {
            await NextTables.DropAsync(database, CancellationToken.None);
        }
        catch (NpgsqlException e) when (e.IsUnavailable() || e is PostgresException)
        {
            return;
        }
    }
}
