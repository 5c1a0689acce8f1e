using Osms.Ledger.Budgets;
using Osms.Ledger.Tests.Ledger;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Budgets;

/// <summary>
/// Transfers as budgets send them: for the month that is over, late, for months to come, and for wrong months, which
/// are taken back, in parts or as a whole, and sent again for the right one.
/// </summary>
internal sealed class RandomTransfers(int seed)
{
    private static readonly string[] Payers = ["republican", "75", "71", "11"];

    private readonly Random _random = new(seed);
    private readonly List<(RecordTransfer Sent, decimal Left)> _sent = [];

    /// <summary>What was recorded, in order.</summary>
    internal List<(LedgerPosition Position, RecordTransfer Sent)> Recorded { get; } = [];

    /// <summary>Some transfers, each recorded.</summary>
    internal async Task RecordAsync(OpenLedger ledger, int count)
    {
        for (; count > 0; count--)
        {
            var open = _sent.FindIndex(sent => sent.Left > 0);
            if (open < 0 || _random.Next(2) == 0)
            {
                await RecordAsync(ledger, New(Payers[_random.Next(Payers.Length)]));
                continue;
            }

            var (wrong, left) = _sent[open];
            var back = _random.Next(2) == 0 ? left : decimal.Round(left / 3, 2) + 0.01m;
            _sent[open] = (wrong, left - back);
            await RecordAsync(ledger, wrong with
            {
                Reference = Reference(),
                Amount = -back,
                Corrects = wrong.Reference,
            });
            if (_random.Next(2) == 0)
            {
                await RecordAsync(ledger, New(wrong.Payer) with { Amount = back });
            }
        }
    }

    /// <summary>What a budget has paid in for a month.</summary>
    internal Tenge SumOf(string payer, Month month) => Tenge.From(Recorded
        .Where(recorded => recorded.Sent.Payer == payer && recorded.Sent.Month == month)
        .Sum(recorded => recorded.Sent.Amount));

    private async Task RecordAsync(OpenLedger ledger, RecordTransfer transfer)
    {
        var recorded = (await ledger.RecordAsync(transfer)).ShouldBeOfType<RecordResult.Recorded>($"seed {seed}");
        Recorded.Add((recorded.Position, transfer));
        if (transfer.Corrects is null)
        {
            _sent.Add((transfer, transfer.Amount));
        }
    }

    private RecordTransfer New(string payer)
    {
        var first = payer == "republican" ? new Month(2024, 1) : new Month(2026, 1);
        return Transfers.Of(
            Reference(), payer, (first + _random.Next(new Month(2026, 11) - first)).ToString(),
            _random.Next(1, 3_000_000) / 100m, "2026-11-20");
    }

    private string Reference() => $"t{Recorded.Count}";
}
