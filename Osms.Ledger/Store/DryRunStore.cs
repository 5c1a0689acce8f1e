using System.Runtime.CompilerServices;
using Npgsql;
using Osms.Ledger.Values;

namespace Osms.Ledger.Store;

/// <summary>What a dry run has taken for one stream.</summary>
/// <param name="VersionBefore">Of the stream itself, when the last of it was decided.</param>
/// <param name="Taken">In order, each with the line of the file.</param>
internal sealed record PretendedStream(string Stream, int VersionBefore, List<(StoredFact Fact, long? Line)> Taken);

/// <summary>
/// A store in front of the real one that only pretends to append: what it takes lies in a temporary table of one
/// session, unseen by everybody else, and counts as appended for the batches that follow. It locks nothing and draws
/// no number; the position of what it takes is 0.
/// </summary>
internal sealed class DryRunStore : IEventStore, IAsyncDisposable
{
    private const string Drop = "drop table if exists pg_temp.osms_dry_run";

    private const string Make = """
        create temporary table osms_dry_run (
            stream varchar not null, ordinal integer not null, type varchar not null, data bytea not null,
            version_before integer not null, line bigint, primary key (stream, ordinal))
        """;

    private const string Taken =
        "select stream, version_before, type, data, line from pg_temp.osms_dry_run order by stream, ordinal";

    private readonly NpgsqlConnection _connection;
    private readonly IEventStore _store;

    private DryRunStore(NpgsqlConnection connection, IEventStore store)
    {
        _connection = connection;
        _store = store;
    }

    internal static async Task<DryRunStore> OpenAsync(
        NpgsqlDataSource database, IEventStore store, CancellationToken cancellation)
    {
        var connection = await database.OpenConnectionAsync(cancellation);
        try
        {
            await using var make = new NpgsqlCommand($"{Drop}; {Make}", connection);
            await make.ExecuteNonQueryAsync(cancellation);
            return new DryRunStore(connection, store);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public Task<IReadOnlyList<StoredEvent>> LoadAsync(
        string stream, LedgerPosition? through, CancellationToken cancellation) =>
        _store.LoadAsync(stream, through, cancellation);

    public Task<IReadOnlyDictionary<string, IReadOnlyList<StoredEvent>>> LoadAsync(
        IReadOnlyCollection<string> streams, LedgerPosition? through, CancellationToken cancellation) =>
        _store.LoadAsync(streams, through, cancellation);

    public Task<IReadOnlyList<StoredFact>> LoadFactsAsync(
        string stream, LedgerPosition through, CancellationToken cancellation) =>
        _store.LoadFactsAsync(stream, through, cancellation);

    public Task<IReadOnlyList<IReadOnlyList<StoredFact>>> LoadFactsAsync(
        IReadOnlyList<string> streams, LedgerPosition through, CancellationToken cancellation) =>
        _store.LoadFactsAsync(streams, through, cancellation);

    public IAsyncEnumerable<StoredEvent> ReadAsync(
        LedgerPosition after, LedgerPosition through, CancellationToken cancellation) =>
        _store.ReadAsync(after, through, cancellation);

    public Task<AppendResult> AppendAsync(
        StreamAppend append, IReadOnlyList<TableWrite> rows, CancellationToken cancellation) =>
        throw new NotSupportedException("Only files are tried out.");

    public Task<IReadOnlyList<LedgerPosition?>> AppendEachAsync(
        IReadOnlyList<StreamAppend> appends, IReadOnlyList<TableWrite> rows, CancellationToken cancellation) =>
        throw new NotSupportedException("Only files are tried out.");

    public async Task<IStreamBatch> BeginBatchAsync(
        IReadOnlyCollection<StreamClaim> streams, CancellationToken cancellation) =>
        await DryRunBatch.BeginAsync(_connection, _store, streams, cancellation);

    /// <summary>All that it has taken, in order of the streams; no batch may begin meanwhile.</summary>
    internal async IAsyncEnumerable<PretendedStream> TakenAsync(
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Taken, _connection) { CommandTimeout = 0 };
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        PretendedStream? one = null;
        while (await rows.ReadAsync(cancellation))
        {
            var (stream, versionBefore) = (rows.GetString(0), rows.GetInt32(1));
            if (one?.Stream != stream)
            {
                if (one is not null)
                {
                    yield return one;
                }

                one = new PretendedStream(stream, versionBefore, []);
            }

            // Others may have appended between two of its batches.
            one = one with { VersionBefore = versionBefore };
            var fact = new StoredFact(
                versionBefore + one.Taken.Count + 1, rows.GetString(2), rows.GetFieldValue<byte[]>(3),
                LedgerPosition.Start);
            one.Taken.Add((fact, rows.IsDBNull(4) ? null : rows.GetInt64(4)));
        }

        if (one is not null)
        {
            yield return one;
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            // The pool keeps the session.
            await using var drop = new NpgsqlCommand(Drop, _connection);
            await drop.ExecuteNonQueryAsync();
        }
        catch (Exception e) when (e is NpgsqlException or InvalidOperationException)
        {
            // The session is lost, and its tables with it; if not, the next one drops them.
            NpgsqlConnection.ClearPool(_connection);
        }
        finally
        {
            await _connection.DisposeAsync();
        }
    }
}
