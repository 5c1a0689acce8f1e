using Osms.Ledger.Insured;
using Osms.Ledger.Values;

namespace Osms.Ledger.Reconciliation;

/// <summary>Why a payment has to be looked into: by it nothing is settled, or less than was paid for.</summary>
public enum RemarkKind
{
    /// <summary>Payments of its kind do not reach what the month requires.</summary>
    Short,

    /// <summary>At least twice what the month requires: perhaps for several months, but it counts for one.</summary>
    Lump,

    /// <summary>
    /// Payments recorded before it had settled the month already; where any sum settles it: somebody paid the same for
    /// the same person, month and kind before.
    /// </summary>
    Doubled,
}

/// <summary>A remark on a payment, with what it rests on.</summary>
/// <param name="Version">Of the payment.</param>
/// <param name="Required">What the month required on the day of the payment; null where any sum will do.</param>
/// <param name="Missing">Of a short one that is open: what is still to be paid.</param>
/// <param name="Doubles">Of a doubled one: the version of the payment that it repeats.</param>
/// <param name="WhenRecorded">It held when the payment was recorded; short may also come of a later refund.</param>
/// <param name="IsOpen">It still holds: neither it nor what it repeats was taken back, nor the rest paid.</param>
public sealed record PaymentRemark(
    RemarkKind Remark, int Version, InsuredEvent.PaymentRecorded Payment, Tenge? Required, Tenge? Missing,
    int? Doubles, bool WhenRecorded, bool IsOpen);
