using System.Data;
using Npgsql;
using Osms.Ledger.Regulation;
using Osms.Ledger.Store;

namespace Osms.Ledger.Projections;

/// <summary>
/// Makes the figures again where they lie, in one transaction: changes are only ever added, so they cannot be put right
/// person by person. Whoever records something meanwhile waits; who asks is answered from the old ones.
/// </summary>
internal sealed class InPlaceFigures(NpgsqlDataSource database, RuleBook rules, int rulesTag)
{
    private const int PeopleAtOnce = 500;

    // What is recorded is committed with its changes: who waits behind the lock has added none, and none of their
    // events is seen.
    private const string Empty = """
        set local statement_timeout = 0;
        lock table ledger.payer_change, ledger.contribution_lot in share row exclusive mode;
        delete from ledger.payer_change;
        delete from ledger.contribution_lot;
        delete from ledger.figure_stretch;
        delete from ledger.payer_sum;
        delete from ledger.contribution_sum;
        delete from ledger.employer_part;
        delete from ledger.remarkable_payment;
        """;

    private const string Next = $"""
        select id from ledger.mt_streams where id > $1 and {StreamsOf.People} and version > 0 order by id limit $2
        """;

    internal async Task RunAsync(CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(
            IsolationLevel.ReadCommitted, cancellation);
        await using (var empty = new NpgsqlCommand(Empty, connection) { CommandTimeout = 0 })
        {
            await empty.ExecuteNonQueryAsync(cancellation);
        }

        var lots = new ContributionLots(rulesTag);
        var last = string.Empty;
        while (await NextAsync(connection, last, cancellation) is { Count: > 0 } streams)
        {
            var loaded = await EventRows.LoadAsync(
                connection.CreateCommand(), streams, through: null, cancellation);
            using var rows = new FigureRows(rulesTag, lots);
            foreach (var (stream, events) in loaded)
            {
                rows.Add(FoldedPerson.Of(stream, events, figuresAfter: 0, rules).Figures);
            }

            await rows.WriteAsync(connection, suffix: string.Empty, cancellation);
            last = streams[^1];
        }

        using var rest = new FigureRows(rulesTag, lots);
        rest.End();
        await rest.WriteAsync(connection, suffix: string.Empty, cancellation);
        await transaction.CommitAsync(cancellation);
    }

    private static async Task<List<string>> NextAsync(
        NpgsqlConnection connection, string after, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Next, connection);
        command.Parameters.Add(new NpgsqlParameter { Value = after });
        command.Parameters.Add(new NpgsqlParameter { Value = PeopleAtOnce });
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        var streams = new List<string>(PeopleAtOnce);
        while (await rows.ReadAsync(cancellation))
        {
            streams.Add(rows.GetString(0));
        }

        return streams;
    }
}
