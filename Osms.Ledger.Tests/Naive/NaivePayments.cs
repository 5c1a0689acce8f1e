using Osms.Ledger.Insured;
using Osms.Ledger.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Naive;

/// <summary>When payments settle a month: added up one by one, kind by kind, in the order they were made.</summary>
internal sealed class NaivePayments
{
    private readonly RuleBook _rules;
    private readonly NaiveLaw _law;
    private readonly ILookup<Month, NaivePayment> _ofMonth;
    private readonly Dictionary<Month, DateOnly?> _settled = [];
    private DateOnly _asked;

    internal NaivePayments(IReadOnlyList<InsuredEvent> events, RuleBook rules, NaiveLaw law)
    {
        _rules = rules;
        _law = law;
        _ofMonth = NaiveFacts.Payments(events).ToLookup(p => p.Paid.Period);
    }

    /// <summary>The day the month is settled, counting what was paid and not refunded by a day.</summary>
    internal DateOnly? SettledOn(Month month, DateOnly day)
    {
        if (!_ofMonth.Contains(month))
        {
            return null;
        }

        // Remembered for one day only; any other day may see other payments.
        if (day != _asked)
        {
            _settled.Clear();
            _asked = day;
        }

        if (!_settled.TryGetValue(month, out var settled))
        {
            settled = Settled(month, p => p.Paid.PaidOn <= day && !IsRefunded(p, day));
            _settled[month] = settled;
        }

        return settled;
    }

    /// <summary>Whether the month is paid by everything that no refund has taken back, whenever it was paid.</summary>
    internal bool IsPaidForGood(Month month) => Settled(month, p => p.RefundedOn is null) is not null;

    private bool IsRefunded(NaivePayment payment, DateOnly day) =>
        _law.RefundCountsFromItsDay ? payment.RefundedOn <= day : payment.RefundedOn < day;

    private DateOnly? Settled(Month month, Func<NaivePayment, bool> counts)
    {
        DateOnly? earliest = null;
        var kinds = _ofMonth[month].Where(counts).GroupBy(p => _law.KindsApart ? p.Paid.Kind : default);
        foreach (var kind in kinds)
        {
            // The sort is stable: of one day, in the order of recording.
            var sum = 0m;
            foreach (var payment in kind.OrderBy(p => p.Paid.PaidOn).Select(p => p.Paid))
            {
                sum += payment.Amount.Amount;
                var wageDay = _law.RequirementOfPaymentDay ? payment.PaidOn : payment.Period.FirstDay;
                if (sum >= Requirement(payment.Kind, wageDay) && sum > 0)
                {
                    earliest = earliest is null || payment.PaidOn < earliest ? payment.PaidOn : earliest;
                    break;
                }
            }
        }

        return earliest;
    }

    private decimal Requirement(PaymentKind kind, DateOnly day) => Code<PaymentKind>.Of(kind) switch
    {
        "self" => 0.05m * _rules.MinimumWage.On(day).Value,
        "entrepreneur" => 0.05m * 1.4m * _rules.MinimumWage.On(day).Value,
        _ => 0m,
    };
}
