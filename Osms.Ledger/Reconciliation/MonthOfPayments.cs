using System.Runtime.InteropServices;
using Osms.Ledger.Coverage;
using Osms.Ledger.Insured;
using Osms.Ledger.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Reconciliation;

/// <summary>
/// What one payment more or less makes of a month, as far as no refund has taken payments back: that is what decides
/// whether the contributors paid it.
/// </summary>
internal sealed class MonthOfPayments(RuleBook rules)
{
    private List<PaymentFact>? _others;

    /// <summary>The month is paid with the payment and not without it.</summary>
    internal bool Decides { get; private set; }

    /// <summary>Nothing else is paid for the month in the payment's kind.</summary>
    internal bool IsOnlyOne { get; private set; }

    /// <summary>Of the payment, if it is the newest.</summary>
    internal PaymentOutcome Outcome { get; private set; }

    /// <param name="payments">All of the person; the payment may be among them.</param>
    /// <param name="payment">The one that makes the difference.</param>
    internal void LookAt(IReadOnlyList<PaymentFact> payments, in PaymentFact payment)
    {
        _others?.Clear();
        IsOnlyOne = true;
        for (var i = 0; i < payments.Count; i++)
        {
            var other = payments[i];
            if (other.Period == payment.Period && other.RefundedOn is null && other.Version != payment.Version)
            {
                (_others ??= []).Add(other);
                IsOnlyOne &= other.Kind != payment.Kind;
            }
        }

        var (without, with) = _others is { Count: > 0 }
            ? (Settled(_others), Settled([.. _others, payment]))
            : (0, Settlements.KindsThatSettle(new ReadOnlySpan<PaymentFact>(in payment), rules));
        Decides = without == 0 && with != 0;
        Outcome = OutcomeOf(payment, 1 << (int)payment.Kind, without, with);
    }

    private int Settled(List<PaymentFact> ofMonth)
    {
        ofMonth.Sort(static (a, b) =>
            a.PaidOn != b.PaidOn ? a.PaidOn.CompareTo(b.PaidOn) : a.Version - b.Version);
        return Settlements.KindsThatSettle(CollectionsMarshal.AsSpan(ofMonth), rules);
    }

    private PaymentOutcome OutcomeOf(in PaymentFact payment, int kind, int without, int with)
    {
        // Where any sum will do, nothing is short, and two employers may pay for the same month.
        var required = rules.Requirement(payment.Kind, payment.PaidOn);
        if (required <= new Tenge(1))
        {
            return PaymentOutcome.None;
        }

        return ((with & kind) == 0 ? PaymentOutcome.Short : PaymentOutcome.None)
            | ((without & kind) != 0 ? PaymentOutcome.Again : PaymentOutcome.None)
            | (payment.Amount.Tiyn / 2 >= required.Tiyn ? PaymentOutcome.Lump : PaymentOutcome.None);
    }
}
