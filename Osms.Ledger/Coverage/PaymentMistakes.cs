using Osms.Ledger.Insured;
using Osms.Ledger.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Coverage;

/// <summary>What may be wrong with one payment, or with the payments for one month; null when nothing is.</summary>
internal sealed class PaymentMistakes(PersonSeen person, IReadOnlyList<InsuredEvent> events, Month earliest)
{
    private static readonly int[] OtherYears = [12, -12, 24, -24];

    private readonly RuleBook _rules = person.Rules;
    private readonly DateOnly _day = person.Day;

    private Tenge OwnMonth => _rules.Requirement(PaymentKind.Self, _day);

    internal Hint? LumpSum(PaymentFact payment)
    {
        var required = _rules.Requirement(payment.Kind, payment.PaidOn);
        if (!MonthSums.IsRequired(payment.Kind) || !MonthSums.IsLump(payment.Amount, required))
        {
            return null;
        }

        var free = person.Months.StateWithout(payment) == MonthState.Paid ? payment.Amount : payment.Amount - required;
        return new Hint(
            HintCode.LumpSum, HintTexts.LumpSum(payment.Amount, payment.Period, required, free),
            HintTexts.PayOneByOne(free), [payment.Period], payment.Version, Free: free);
    }

    /// <param name="payment">Any that counts on the day.</param>
    /// <param name="advised">Months that another hint says to pay.</param>
    internal Hint? WrongYear(PaymentFact payment, IReadOnlySet<Month> advised)
    {
        var (month, paidIn) = (payment.Period, Month.Of(payment.PaidOn));
        if (!IsFarOff(month, paidIn) && person.Months.StateWithout(payment) == MonthState.Owed)
        {
            return null;
        }

        foreach (var meant in OtherYears.Select(months => month + months))
        {
            var isNearer = Math.Abs(paidIn - meant) < Math.Abs(paidIn - month);
            if (isNearer && meant >= earliest && meant <= person.Month && !advised.Contains(meant)
                && person.Months.Of(meant) is { State: MonthState.Owed, Payments: [] })
            {
                return new Hint(
                    HintCode.WrongYear, HintTexts.WrongYear(payment.Amount, payment.PaidOn, month, meant),
                    HintTexts.PayAgain(meant, OwnMonth, payment.Amount), [meant], payment.Version, OwnMonth,
                    payment.Amount);
            }
        }

        return null;
    }

    internal Hint? PaidTwice(PaymentFact payment)
    {
        var before = person.Months.Of(payment.Period).Of(payment.Kind)
            .TakeWhile(p => p.Version != payment.Version).ToArray();
        var isTwice = MonthSums.IsRequired(payment.Kind)
            ? MonthSums.SettledWith(before, _rules) is not null
            : Array.Exists(before, p => p.Amount == payment.Amount && PayerOf(p) == PayerOf(payment));
        return isTwice
            ? new Hint(
                HintCode.MonthPaidTwice, HintTexts.PaidTwice(payment.Period, payment.Amount, payment.PaidOn),
                HintTexts.Refund(payment.Amount), [payment.Period], payment.Version, Free: payment.Amount)
            : null;
    }

    internal Hint? Short(MonthView view)
    {
        if (view.Deciding is not { } sum)
        {
            return null;
        }

        // What settles the month today: the minimum wage may have grown since.
        var paid = view.Of(sum.Kind);
        var missing = MonthSums.Missing(paid, _rules.Requirement(sum.Kind, _day));
        return new Hint(
            HintCode.ShortPayment, HintTexts.Short(view.Month, sum.Sum, sum.Required ?? sum.Sum, sum.Kind),
            HintTexts.PayTheRest(view.Month, missing, sum.Kind), [view.Month], paid[^1].Version, missing);
    }

    internal Hint? Refunded(MonthView view)
    {
        PaymentFact? last = null;
        foreach (ref readonly var payment in person.Months.PaymentsFor(view.Month))
        {
            if (payment.RefundedOn <= _day && !(payment.RefundedOn < last?.RefundedOn))
            {
                last = payment;
            }
        }

        return last is { RefundedOn: { } on } taken && view.Month <= person.Month
            ? new Hint(
                HintCode.RefundedMonth, HintTexts.Refunded(view.Month, taken.Amount, on),
                HintTexts.PayMonth(view.Month, OwnMonth), [view.Month], taken.Version, OwnMonth)
            : null;
    }

    // More than a year ahead with nothing in between, or older than what is looked back at.
    private bool IsFarOff(Month month, Month paidIn) =>
        paidIn - month > 12 || (month - paidIn >= 12 && person.Months.Of(month - 1).State == MonthState.Owed);

    private string PayerOf(PaymentFact payment) =>
        ((InsuredEvent.PaymentRecorded)events[payment.Version - 1]).Payer;
}
