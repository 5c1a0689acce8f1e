using System.Data;
using Npgsql;
using Osms.Ledger.Regulation;
using Osms.Ledger.Store;
using Osms.Ledger.Values;

namespace Osms.Ledger.Projections;

/// <summary>
/// The end of a rebuild: what was recorded meanwhile comes into the new tables too, the last of it while nobody can
/// write, and in the same transaction they take the place of the live ones.
/// </summary>
internal sealed class RebuildSwap(
    NpgsqlDataSource database, HighWater highWater, ReadModel readModel, RuleBook rules, int rulesTag)
{
    private const int PeopleAtOnce = 500;
    private const int MostRounds = 20;

    // As many people as may be left for the end, when writers wait.
    private const int Few = 200;

    // Longer and longer, for batches of an import that are under way; the pause is for those who wait behind.
    private static readonly TimeSpan FirstPatience = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPatience = TimeSpan.FromSeconds(2);
    private const int PauseFactor = 4;

    // Who looks a person or a figure up waits behind these locks: they come last, and never wait for long.
    private const string LockLookups = """
        set local lock_timeout = '50ms';
        lock table ledger.coverage, ledger.payer_change, ledger.contribution_lot in access exclusive mode;
        """;

    private const string Behind = $"""
        select s.id, coalesce(c.version, 0) from ledger.mt_streams s left join ledger.coverage_next c on c.iin = s.id
        where s.version > 0 and {StreamsOf.People} and c.version is distinct from s.version
          and s.id in (select e.stream_id from ledger.mt_events e where e.seq_id > $1)
        """;

    /// <summary>Everything at or below it is in the new tables.</summary>
    internal LedgerPosition Mark { get; private set; }

    /// <summary>To be called before the pass: what is settled now will be in it.</summary>
    internal async Task BeginAsync(CancellationToken cancellation) =>
        Mark = (await highWater.LookAsync(cancellation)).Settled;

    /// <summary>Again and again, until few people are left.</summary>
    internal async Task CatchUpAsync(CancellationToken cancellation)
    {
        for (var round = 0; round < MostRounds; round++)
        {
            // First the mark: what is settled now, the next statement sees.
            var mark = (await highWater.LookAsync(cancellation)).Settled;
            await using var connection = await database.OpenConnectionAsync(cancellation);
            await using var transaction = await BeginAsync(connection, cancellation);
            var people = await CatchUpAsync(connection, cancellation);
            await transaction.CommitAsync(cancellation);
            Mark = mark;
            if (people <= Few)
            {
                return;
            }
        }
    }

    /// <summary>Waits for a moment at which nobody is in the way.</summary>
    internal async Task SwapAsync(CancellationToken cancellation)
    {
        for (var patience = FirstPatience; ; patience = TimeSpan.FromTicks(
            Math.Min(2 * patience.Ticks, LongestPatience.Ticks)))
        {
            try
            {
                await TrySwapAsync(patience, cancellation);
                return;
            }
            catch (PostgresException e) when (e.IsConflict())
            {
                await Task.Delay(PauseFactor * patience, cancellation);
                await CatchUpAsync(cancellation);
            }
        }
    }

    private async Task TrySwapAsync(TimeSpan patience, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await BeginAsync(connection, cancellation);
        await using (var locks = new NpgsqlCommand(LockWriters(patience), connection))
        {
            await locks.ExecuteNonQueryAsync(cancellation);
        }

        await CatchUpAsync(connection, cancellation);
        await using (var locks = new NpgsqlCommand(LockLookups, connection))
        {
            await locks.ExecuteNonQueryAsync(cancellation);
        }

        await NextTables.ReplaceAsync(connection, cancellation);
        await readModel.RecordAsync(connection, cancellation);
        await transaction.CommitAsync(cancellation);
    }

    // Each statement sees what was committed before it, whatever the database's default is.
    private static ValueTask<NpgsqlTransaction> BeginAsync(
        NpgsqlConnection connection, CancellationToken cancellation) =>
        connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellation);

    // Everybody writes the state first and the coverage after it, and a batch reads the state before that. So the
    // state is locked whole at once: who has read it would block a stronger lock, and we the row that they write.
    private static string LockWriters(TimeSpan patience) => $"""
        set local statement_timeout = 0;
        set local lock_timeout = '{(int)patience.TotalMilliseconds}ms';
        select pg_advisory_xact_lock({Schema.InstallLock});
        lock table ledger.insured_state in access exclusive mode;
        lock table ledger.coverage in share row exclusive mode;
        """;

    /// <returns>How many people were behind.</returns>
    private async Task<int> CatchUpAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        var behind = await BehindAsync(connection, cancellation);
        foreach (var page in behind.Chunk(PeopleAtOnce))
        {
            var versions = page.ToDictionary(p => p.Stream, p => p.Version, StringComparer.Ordinal);
            var loaded = await EventRows.LoadAsync(
                connection.CreateCommand(), versions.Keys, through: null, cancellation);
            await NextRows.ReplaceAsync(
                connection,
                [.. loaded.Select(p => FoldedPerson.Of(p.Key, p.Value, figuresAfter: versions[p.Key], rules))],
                rulesTag,
                cancellation);
        }

        return behind.Count;
    }

    private async Task<List<(string Stream, int Version)>> BehindAsync(
        NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Behind, connection) { CommandTimeout = 0 };
        command.Parameters.Add(new NpgsqlParameter { Value = Mark.Value });
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        var behind = new List<(string, int)>();
        while (await rows.ReadAsync(cancellation))
        {
            behind.Add((rows.GetString(0), checked((int)rows.GetInt64(1))));
        }

        return behind;
    }
}
