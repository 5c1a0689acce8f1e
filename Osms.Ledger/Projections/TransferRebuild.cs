using System.Data;
using Npgsql;
using Osms.Ledger.Budgets;
using Osms.Ledger.Store;

namespace Osms.Ledger.Projections;

/// <summary>
/// Makes <c>ledger.budget_transfer</c> again where it lies, in one transaction: it is small. Whoever records a transfer
/// meanwhile waits; who asks is answered from the old rows.
/// </summary>
internal static class TransferRebuild
{
    // A transfer is committed with its row: who waits behind the lock has added none, and their event is not seen.
    private const string Empty = """
        set local statement_timeout = 0;
        lock table ledger.budget_transfer in share row exclusive mode;
        delete from ledger.budget_transfer;
        """;

    private const string Budgets = $"select id from ledger.mt_streams where {StreamsOf.Budgets} order by id";

    internal static async Task RunAsync(NpgsqlDataSource database, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(
            IsolationLevel.ReadCommitted, cancellation);
        await using (var empty = new NpgsqlCommand(Empty, connection) { CommandTimeout = 0 })
        {
            await empty.ExecuteNonQueryAsync(cancellation);
        }

        foreach (var stream in await StreamsAsync(connection, cancellation))
        {
            await WriteAsync(connection, stream, cancellation);
        }

        await transaction.CommitAsync(cancellation);
    }

    private static async Task WriteAsync(NpgsqlConnection connection, string stream, CancellationToken cancellation)
    {
        var payer = BudgetPayer.OfStream(stream) ?? throw new RebuildException("a stream is of no budget");
        var loaded = await EventRows.LoadAsync(connection.CreateCommand(), [stream], through: null, cancellation);
        TransferRow[] rows =
        [
            .. loaded.GetValueOrDefault(stream, []).Select(e => TransferRow.Of(
                payer, BudgetCatalogue.Deserialize(e.Type, e.Data), e.Position)),
        ];
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(TransferTable.Write(rows).ToCommand());
        await batch.ExecuteNonQueryAsync(cancellation);
    }

    private static async Task<List<string>> StreamsAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Budgets, connection);
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        var streams = new List<string>();
        while (await rows.ReadAsync(cancellation))
        {
            streams.Add(rows.GetString(0));
        }

        return streams;
    }
}
