using Osms.Ledger.Reconciliation;
using Osms.Ledger.Store;

namespace Osms.Ledger.Projections;

/// <summary>Writes <c>ledger.budget_transfer</c>.</summary>
internal static class TransferTable
{
    private const string Insert = """
        insert into ledger.budget_transfer (position, payer, month, amount, received_on, reference, corrects)
        select * from unnest($1::bigint[], $2::varchar[], $3::smallint[], $4::bigint[], $5::date[], $6::varchar[],
            $7::varchar[])
        """;

    internal static TableWrite Write(IReadOnlyCollection<TransferRow> rows) => new(
        Insert,
        rows.Select(r => r.Position.Value).ToArray(),
        rows.Select(r => r.Payer.Code).ToArray(),
        rows.Select(r => FigureMonth.Of(r.Month)).ToArray(),
        rows.Select(r => r.Amount.Tiyn).ToArray(),
        rows.Select(r => r.ReceivedOn).ToArray(),
        rows.Select(r => r.Reference).ToArray(),
        rows.Select(r => r.Corrects).ToArray());
}
