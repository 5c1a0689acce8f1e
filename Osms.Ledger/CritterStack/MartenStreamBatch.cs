using Marten;
using Marten.Services;
using Npgsql;
using Osms.Ledger.Store;

namespace Osms.Ledger.CritterStack;

/// <summary>Many streams in one transaction, held as the other driver holds them, appended to by Marten.</summary>
internal sealed class MartenStreamBatch : NpgsqlStreamBatch
{
    private readonly IDocumentStore _marten;
    private readonly EventKinds _kinds;

    private MartenStreamBatch(
        NpgsqlConnection connection, NpgsqlTransaction transaction, IDocumentStore marten, EventKinds kinds)
        : base(connection, transaction)
    {
        _marten = marten;
        _kinds = kinds;
    }

    internal static Task<NpgsqlStreamBatch> BeginAsync(
        NpgsqlDataSource database, IEnumerable<StreamClaim> streams, bool foreignKey, IDocumentStore marten,
        EventKinds kinds, CancellationToken cancellation) => BeginAsync(
            database,
            // Marten compares the version that the row says.
            [.. streams.Select(claim => claim with { Events = 0 })],
            foreignKey,
            (connection, transaction) => new MartenStreamBatch(connection, transaction, marten, kinds),
            cancellation);

    public override async Task<IReadOnlyDictionary<string, IReadOnlyList<StoredEvent>>> LoadAsync(
        IReadOnlyCollection<string> streams, CancellationToken cancellation)
    {
        await using var session = _marten.QuerySession(SessionOptions.ForTransaction(Transaction));
        return await MartenStreams.LoadAsync(session, streams, through: null, _kinds, cancellation);
    }

    protected override async Task<long[]> WriteEventsAsync(
        IReadOnlyList<StreamAppend> appends, int count, CancellationToken cancellation)
    {
        await using var session = _marten.LightweightSession(SessionOptions.ForTransaction(Transaction));
        var appender = new MartenAppender(session, _kinds, new MartenBulk(Connection, _marten));
        return await appender.AppendAsync(appends, count, cancellation);
    }
}
