using Osms.Ledger.Texts;
using Osms.Ledger.Values;

namespace Osms.Ledger.Coverage;

/// <summary>A mistake that people are known to make.</summary>
public enum HintCode
{
    /// <summary>One payment of at least twice what its month requires: it counts for one month all the same.</summary>
    LumpSum,

    /// <summary>Payments that do not reach what their month requires.</summary>
    ShortPayment,

    /// <summary>A payment for a month that earlier payments had settled, or the same payment once more.</summary>
    MonthPaidTwice,

    /// <summary>Months that nobody paid for, between others of the last twelve that count.</summary>
    Gap,

    /// <summary>A payment for a month that did not need it, while the same month of another year is owed.</summary>
    WrongYear,

    /// <summary>A month that is owed because its payment was taken back.</summary>
    RefundedMonth,
}

/// <summary>A known mistake, as seen on the day asked about, and what to do about it.</summary>
/// <param name="Code">Which mistake.</param>
/// <param name="Text">What happened.</param>
/// <param name="ToDo">What to do.</param>
/// <param name="Months">The months it is about, ascending.</param>
/// <param name="Payment">The version of the payment; null of a gap.</param>
/// <param name="Missing">What is still to be paid for the months, on the day asked about.</param>
/// <param name="Free">What of the payment settles nothing.</param>
public sealed record Hint(
    HintCode Code, Sentence Text, Sentence ToDo, IReadOnlyList<Month> Months, int? Payment = null,
    Tenge? Missing = null, Tenge? Free = null);
