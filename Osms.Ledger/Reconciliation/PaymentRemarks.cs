using Osms.Ledger.Coverage;
using Osms.Ledger.Insured;
using Osms.Ledger.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Reconciliation;

/// <summary>What there is to remark on the payments of one kind that somebody made for a month.</summary>
internal sealed class PaymentRemarks
{
    private const int NeverTakenBack = int.MaxValue;

    private readonly RuleBook _rules;
    private readonly PaymentKind _kind;
    private readonly List<Paid> _paid = [];
    private readonly List<PaymentRemark> _remarks = [];

    private PaymentRemarks(IReadOnlyList<InsuredEvent> events, RuleBook rules, Month month, PaymentKind kind)
    {
        (_rules, _kind) = (rules, kind);
        var takenBack = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < events.Count; i++)
        {
            if (events[i] is InsuredEvent.PaymentRefunded refund)
            {
                takenBack[refund.Reference] = i + 1;
            }
        }

        for (var i = 0; i < events.Count; i++)
        {
            if (events[i] is InsuredEvent.PaymentRecorded payment && payment.Period == month && payment.Kind == kind)
            {
                _paid.Add(new Paid(i + 1, payment, takenBack.GetValueOrDefault(payment.Reference, NeverTakenBack)));
            }
        }
    }

    /// <summary>In the order in which the payments were recorded, also those that no longer hold.</summary>
    internal static IReadOnlyList<PaymentRemark> Of(
        IReadOnlyList<InsuredEvent> events, RuleBook rules, Month month, PaymentKind kind)
    {
        var payments = new PaymentRemarks(events, rules, month, kind);
        foreach (var payment in payments._paid)
        {
            if (IsRequired(kind))
            {
                payments.Remark(payment, events.Count);
            }
            else
            {
                payments.RemarkEqual(payment);
            }
        }

        return payments._remarks;
    }

    internal static bool IsRequired(PaymentKind kind) => MonthSums.IsRequired(kind);

    private void Remark(Paid payment, int now)
    {
        var required = _rules.Requirement(_kind, payment.Payment.PaidOn);
        var isLeft = payment.TakenBack == NeverTakenBack;
        var isOpen = isLeft && SettledBy(Left(now, now)) is null;
        var wasShort = SettledBy(Left(payment.Version, payment.Version)) is null;
        if (isOpen || wasShort)
        {
            Add(RemarkKind.Short, isOpen, wasShort, isOpen ? MissingOf(Left(now, now)) : null);
        }

        if (MonthSums.IsLump(payment.Payment.Amount, required))
        {
            Add(RemarkKind.Lump, isLeft);
        }

        var stillDoubles = SettledBy(Left(payment.Version - 1, now));
        if ((stillDoubles ?? SettledBy(Left(payment.Version - 1, payment.Version))) is { } doubles)
        {
            Add(RemarkKind.Doubled, isLeft && stillDoubles is not null, doubles: doubles);
        }

        void Add(
            RemarkKind remark, bool open, bool whenRecorded = true, Tenge? missing = null, int? doubles = null) =>
            _remarks.Add(new PaymentRemark(
                remark, payment.Version, payment.Payment, required, missing, doubles, whenRecorded, open));
    }

    private void RemarkEqual(Paid payment)
    {
        var equal = _paid.Where(p => p.Version < payment.Version && p.TakenBack > payment.Version
            && p.Payment.Payer == payment.Payment.Payer && p.Payment.Amount == payment.Payment.Amount).ToList();
        if (equal.Count > 0)
        {
            var left = equal.Find(p => p.TakenBack == NeverTakenBack);
            _remarks.Add(new PaymentRemark(
                RemarkKind.Doubled, payment.Version, payment.Payment, null, null, (left ?? equal[0]).Version, true,
                left is not null && payment.TakenBack == NeverTakenBack));
        }
    }

    // Those recorded up to a version that no refund up to another had taken back, in the order they count in.
    private List<Paid> Left(int recorded, int at) =>
    [
        .. _paid.Where(p => p.Version <= recorded && p.TakenBack > at)
            .OrderBy(p => p.Payment.PaidOn).ThenBy(p => p.Version),
    ];

    // The version of the payment by which they settle the month; null when they do not.
    private int? SettledBy(List<Paid> left) =>
        MonthSums.SettledWith(FactsOf(left), _rules) is { } count ? left[count - 1].Version : null;

    private Tenge MissingOf(List<Paid> left) =>
        MonthSums.Missing(FactsOf(left), _rules.Requirement(_kind, left[^1].Payment.PaidOn));

    private PaymentFact[] FactsOf(List<Paid> paid) =>
    [
        .. paid.Select(p => new PaymentFact(
            p.Version, 0, _kind, p.Payment.Period, p.Payment.Amount, p.Payment.PaidOn, null)),
    ];

    private sealed record Paid(int Version, InsuredEvent.PaymentRecorded Payment, int TakenBack);
}
