using Npgsql;
using Osms.Ledger.Budgets;
using Osms.Ledger.Projections;
using Osms.Ledger.Store;
using Osms.Ledger.Values;

namespace Osms.Ledger;

/// <summary>
/// What budgets transfer. Their streams are few and long: each transfer is a batch, decided under their locks.
/// </summary>
public sealed partial class InsuranceLedger
{
    /// <summary>Records one transfer, or says why not.</summary>
    public async Task<RecordResult> RecordAsync(
        RecordTransfer transfer, EventOrigin origin, CancellationToken cancellation)
    {
        var batch = new PreparedBatch(rules, Today);
        batch.Add(transfer, origin);
        try
        {
            return (await RecordManyAsync(batch, beside: null, new BatchTurn(before: null), cancellation))[0];
        }
        catch (PostgresException e) when (e.IsConflict())
        {
            return RecordResult.Contended.Instance;
        }
    }

    private static async Task DecideAsync(
        IStreamBatch batch, IReadOnlyDictionary<string, BudgetInBatch> budgets, CancellationToken cancellation)
    {
        if (budgets.Count == 0)
        {
            return;
        }

        var loaded = await batch.LoadAsync([.. budgets.Keys], cancellation);
        foreach (var (stream, budget) in budgets)
        {
            budget.Decide(loaded.GetValueOrDefault(stream, []), batch.Archived.Contains(stream));
        }
    }
}
