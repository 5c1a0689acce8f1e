using Npgsql;
using Osms.Ledger.Regulation;
using Osms.Ledger.Store;
using Osms.Ledger.Values;

namespace Osms.Ledger.Queries;

/// <summary>
/// In order of their IINs, those who may have a payer in a month: everybody who has it is among them. In pages: none
/// takes long, however few have the payer.
/// </summary>
internal sealed class PayerCandidates(NpgsqlDataSource database)
{
    private const int RowsAtOnce = 2_000;
    private const int PeopleAtOnce = 500;

    private const string Everybody = $"""
        select id from ledger.mt_streams where id > $1 and version > 0 and {StreamsOf.People} order by id limit $2
        """;

    /// <param name="payer">Whose.</param>
    /// <param name="month">See <see cref="Reconciliation.FigureMonth"/>.</param>
    /// <param name="at">As known then.</param>
    /// <param name="after">Those after this IIN; -1 for all.</param>
    /// <param name="cancellation">Stops.</param>
    /// <returns>A page, and the IIN after which the next begins; null for none.</returns>
    internal Task<(IReadOnlyList<string> Iins, long? Next)> PageAsync(
        Payer payer, short month, LedgerPosition at, long after, CancellationToken cancellation) =>
        payer is Payer.Contributors or Payer.None
            ? EverybodyAsync(after, cancellation)
            : WhomItEverPaidForAsync(payer, month, at, after, cancellation);

    private async Task<(IReadOnlyList<string> Iins, long? Next)> EverybodyAsync(
        long after, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(Everybody);
        command.Parameters.Add(new NpgsqlParameter { Value = after < 0 ? string.Empty : Digits(after) });
        command.Parameters.Add(new NpgsqlParameter { Value = PeopleAtOnce });
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        var iins = new List<string>(PeopleAtOnce);
        while (await rows.ReadAsync(cancellation))
        {
            iins.Add(rows.GetString(0));
        }

        return (iins, iins.Count == PeopleAtOnce ? Iin.Parse(iins[^1]).Number : null);
    }

    private async Task<(IReadOnlyList<string> Iins, long? Next)> WhomItEverPaidForAsync(
        Payer payer, short month, LedgerPosition at, long after, CancellationToken cancellation)
    {
        // The payer stands in the text: the index is of these payers only.
        await using var command = database.CreateCommand($"""
            select iin, position <= $3 and first <= $4 and until > $4 from ledger.payer_change
            where (now & 7) = {(int)payer} and iin > $1 order by iin limit $2
            """);
        command.Parameters.Add(new NpgsqlParameter { Value = after });
        command.Parameters.Add(new NpgsqlParameter { Value = RowsAtOnce });
        command.Parameters.Add(new NpgsqlParameter { Value = at.Value });
        command.Parameters.Add(new NpgsqlParameter { Value = month });
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        var iins = new List<long>();
        var (read, last) = (0, 0L);
        for (; await rows.ReadAsync(cancellation); read++)
        {
            last = rows.GetInt64(0);
            if (rows.GetBoolean(1) && (iins.Count == 0 || iins[^1] != last))
            {
                iins.Add(last);
            }
        }

        // Of the last one some rows may not have been read: that one is looked at in any case.
        if (read == RowsAtOnce && (iins.Count == 0 || iins[^1] != last))
        {
            iins.Add(last);
        }

        return ([.. iins.Select(Digits)], read == RowsAtOnce ? last : null);
    }

    private static string Digits(long iin) => iin.ToString("D12", System.Globalization.CultureInfo.InvariantCulture);
}
