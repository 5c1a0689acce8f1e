using Osms.Ledger.Insured;
using Osms.Ledger.Values;

namespace Osms.Ledger.Budgets;

/// <summary>
/// Decides a transfer that has been checked: whether it was recorded before, then what its budget's stream allows.
/// Pure: the same state and transfer give the same decision.
/// </summary>
public static class TransferDecider
{
    /// <summary>
    /// Transfers of one budget, one a working day for eighty years; as many again may take back. Every decision folds
    /// all of them, so there must be a limit.
    /// </summary>
    public const int MostTransfers = 20_000;

    /// <summary>
    /// Tenge that one budget transfers for one month, wrong ones that were taken back included: far more than there
    /// is, and so little that whatever transfers are added up for, also of all budgets together, fits into whole tiyn.
    /// </summary>
    public const decimal MostForAMonth = 2_000_000_000_000_000;

    public static TransferDecision Decide(BudgetState state, BudgetEvent.TransferReceived asked)
    {
        if (state.Find(asked.Reference) is { } known)
        {
            return known.Event == asked ? new TransferDecision.Repeated(known.Version) : Differs(known.Event, asked);
        }

        if (asked.Corrects is { } corrected)
        {
            return Correction(state, asked, corrected);
        }

        if (state.GivenFor(asked.Month) + asked.Amount.Amount > MostForAMonth)
        {
            return Refused(
                RefusalCode.MonthSumExceeds, "amount",
                $"One budget transfers at most {MostForAMonth} tenge for one month; {state.GivenFor(asked.Month)} are "
                + $"recorded for {asked.Month}.");
        }

        return state.Version >= MostTransfers ? Full() : TransferDecision.Accepted.Instance;
    }

    private static TransferDecision Correction(
        BudgetState state, BudgetEvent.TransferReceived asked, string corrected)
    {
        if (state.Find(corrected) is not { } known)
        {
            return Refused(
                RefusalCode.TransferUnknown, "corrects", "No transfer of this budget with this reference is recorded.");
        }

        if (known.Event.Month != asked.Month)
        {
            return Refused(
                RefusalCode.CorrectionDiffers, "month",
                $"That transfer is for {known.Event.Month}; take it back for that month, and transfer it again.");
        }

        if (known.Left + asked.Amount < Tenge.Zero)
        {
            var left = known.Left > Tenge.Zero ? known.Left : Tenge.Zero;
            return Refused(
                RefusalCode.CorrectionExceeds, "amount", $"Of that transfer {left} tenge are left to take back.");
        }

        return state.Version >= 2 * MostTransfers ? Full() : TransferDecision.Accepted.Instance;
    }

    private static TransferDecision.Refused Differs(
        BudgetEvent.TransferReceived known, BudgetEvent.TransferReceived asked)
    {
        (string Field, bool IsSame)[] fields =
        [
            ("month", known.Month == asked.Month),
            ("amount", known.Amount == asked.Amount),
            ("receivedOn", known.ReceivedOn == asked.ReceivedOn),
            ("corrects", known.Corrects == asked.Corrects),
        ];
        var differing = string.Join(", ", fields.Where(f => !f.IsSame).Select(f => f.Field));
        return Refused(
            RefusalCode.TransferDiffers, differing, $"This reference is recorded with another {differing}.");
    }

    private static TransferDecision.Refused Full() => Refused(
        RefusalCode.HistoryFull, "payer",
        $"{MostTransfers} transfers are recorded of this budget, which is all that there may be.");

    private static TransferDecision.Refused Refused(RefusalCode code, string field, string detail) =>
        new(new Refusal(code, field, detail));
}
