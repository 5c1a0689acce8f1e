using Osms.Ledger.Insured;
using Osms.Ledger.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Budgets;

/// <summary>
/// What a transfer can be refused for without looking at the budget's stream. All reasons that apply are listed, in
/// the order of <see cref="RefusalCode"/>.
/// </summary>
public static class TransferCheck
{
    private const int MonthsPayableAhead = 24;

    /// <summary>Either whose stream and the event, or why not.</summary>
    /// <param name="asked">As sent.</param>
    /// <param name="rules">The law.</param>
    /// <param name="today">The civil day of recording.</param>
    public static (BudgetPayer Payer, BudgetEvent.TransferReceived? Event, IReadOnlyList<Refusal> Refusals) Of(
        RecordTransfer asked, RuleBook rules, DateOnly today)
    {
        var refusals = new List<Refusal>();
        var isKnown = BudgetPayer.TryParse(asked.Payer, rules, out var payer);
        if (!isKnown)
        {
            Refuse(
                RefusalCode.PayerUnknown, "payer",
                "A budget is republican or a region, by the first two digits of its KATO code.");
        }

        if (asked.Amount == 0)
        {
            Refuse(RefusalCode.AmountZero, "amount", "A transfer is more than 0 tenge, or less to take back.");
        }
        else if (asked.Amount < 0 != asked.Corrects is not null)
        {
            Refuse(
                RefusalCode.CorrectionUnclear, asked.Amount < 0 ? "corrects" : "amount",
                "To take back, send an amount below 0 and name the transfer in corrects; any other names none.");
        }

        if (!Tenge.TryFrom(asked.Amount, out var amount))
        {
            Refuse(RefusalCode.AmountPrecision, "amount", "An amount has at most two decimals (tiyn).");
        }

        if (asked.ReceivedOn > today)
        {
            Refuse(
                RefusalCode.DateInFuture, "receivedOn", $"The day is after today ({today:yyyy-MM-dd} in Kazakhstan).");
        }

        if (asked.ReceivedOn < RuleBook.Beginning)
        {
            Refuse(RefusalCode.DateTooEarly, "receivedOn", $"No transfers before {RuleBook.Beginning:yyyy-MM-dd}.");
        }

        // Of an unknown budget only what holds for all of them can be said.
        var first = (isKnown ? payer : BudgetPayer.Republican).FirstMonth(rules);
        var latest = Month.Of(asked.ReceivedOn) + MonthsPayableAhead;
        if (asked.Month < first || asked.Month > latest)
        {
            Refuse(RefusalCode.MonthOutOfRange, "month", $"Payable then by this budget: {first} to {latest}.");
        }

        refusals.Sort((a, b) => a.Code.CompareTo(b.Code));
        return refusals.Count > 0
            ? (payer, null, refusals)
            : (payer, new(asked.Reference, asked.Month, amount, asked.ReceivedOn, asked.Corrects), []);

        void Refuse(RefusalCode code, string field, string detail) => refusals.Add(new Refusal(code, field, detail));
    }
}
