using Npgsql;
using Osms.Ledger.Budgets;
using Osms.Ledger.Projections;
using Osms.Ledger.Reconciliation;
using Osms.Ledger.Store;
using Osms.Ledger.Values;
using static Osms.Ledger.Audit.FindingCodes;

namespace Osms.Ledger.Audit;

/// <summary>Every stream of a budget can be read and folded, and its rows are what it comes to.</summary>
internal sealed class BudgetCheck(LedgerSnapshot snapshot, Findings findings)
{
    private const string Rows = """
        select position, month, amount, received_on, reference, corrects
        from ledger.budget_transfer where payer = $1 order by position
        """;

    private const string Strangers = $"""
        select position, payer from ledger.budget_transfer t where not exists (
            select from ledger.mt_streams where {StreamsOf.Budgets} and id = '{StreamType.BudgetPrefix}' || t.payer)
        order by position
        """;

    internal async Task RunAsync(CancellationToken cancellation)
    {
        await foreach (var (stream, stored) in StoredStreams.ReadAsync(snapshot, StreamsOf.Budgets, cancellation))
        {
            await CheckAsync(stream, stored, cancellation);
        }

        await foreach (var row in snapshot.ReadAsync(Strangers, [], cancellation))
        {
            Found(TransferWithoutEvent, $"budget-{row.GetString(1)}", new(row.GetInt64(0)), null, "no row", "a row");
        }
    }

    private async Task CheckAsync(string stream, List<EventRow> stored, CancellationToken cancellation)
    {
        if (BudgetPayer.OfStream(stream) is not { } payer)
        {
            Found(StreamIsNoBudget, stream, null, null, "a budget", "another name");
            return;
        }

        var events = EventReading.Of(
            stream, stored, BudgetCatalogue.Deserialize, BudgetCatalogue.Serialize, findings);
        if (events is not null && IsPossible(stream, stored, events))
        {
            var expected = stored.Zip(events, (row, happened) => TransferRow.Of(payer, happened, row.Position));
            Compare(stream, [.. expected], await RowsAsync(payer, cancellation));
        }
    }

    private bool IsPossible(string stream, List<EventRow> stored, List<BudgetEvent> events)
    {
        try
        {
            BudgetState.Fold(events);
            return true;
        }
        catch (Exception e) when (e is InvalidOperationException or OverflowException)
        {
            Found(
                HistoryImpossible, stream, stored[^1].Position, stored[^1].Version, "events that follow each other",
                e.Message);
            return false;
        }
    }

    private void Compare(string stream, List<TransferRow> expected, Dictionary<LedgerPosition, TransferRow> rows)
    {
        for (var i = 0; i < expected.Count; i++)
        {
            if (!rows.Remove(expected[i].Position, out var row))
            {
                Found(TransferMissing, stream, expected[i].Position, i + 1, "a row", "none");
            }
            else if (row != expected[i])
            {
                Found(TransferDiffers, stream, expected[i].Position, i + 1, "what the event says", "another transfer");
            }
        }

        foreach (var position in rows.Keys.Order())
        {
            Found(TransferWithoutEvent, stream, position, null, "no row", "a row");
        }
    }

    private async Task<Dictionary<LedgerPosition, TransferRow>> RowsAsync(
        BudgetPayer payer, CancellationToken cancellation)
    {
        var found = new Dictionary<LedgerPosition, TransferRow>();
        await foreach (var row in snapshot.ReadAsync(Rows, [new() { Value = payer.Code }], cancellation))
        {
            var position = new LedgerPosition(row.GetInt64(0));
            found.Add(position, new TransferRow(
                position, payer, FigureMonth.ToMonth(row.GetInt16(1)), new Tenge(row.GetInt64(2)),
                row.GetFieldValue<DateOnly>(3), row.GetString(4), row.IsDBNull(5) ? null : row.GetString(5)));
        }

        return found;
    }

    private void Found(
        string code, string stream, LedgerPosition? position, long? version, string expected, string found) =>
        findings.Add(new Finding(code, stream, position, version, expected, found));
}
