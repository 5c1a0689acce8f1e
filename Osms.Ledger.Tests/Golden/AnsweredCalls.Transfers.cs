using Osms.Ledger.Insured;
using Osms.Ledger.Tests.Api;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Golden;

/// <summary>What is said of transfers of budgets.</summary>
public sealed partial class AnsweredCalls
{
    private async Task TransfersAsync()
    {
        var transfer = Refusals.Transfer("0", payer: "republican", amount: "1500000.5");
        await KeepAsync("recorded-transfer", TransferAsync(transfer), 201);
        await KeepAsync("repeated-transfer", TransferAsync(transfer));

        foreach (var (code, transfers) in Refusals.OfTransfers)
        {
            foreach (var before in transfers[..^1])
            {
                (await TransferAsync(before)).ShouldBe(201);
            }

            await KeepAsync($"refused-{Code<RefusalCode>.Of(code)}", TransferAsync(transfers[^1]), 422);
        }

        Task<Reply> TransferAsync(string sent) =>
            PostAsync("/v1/budget-transfers", sent, ("Osms-Actor", "finance"));
    }
}
