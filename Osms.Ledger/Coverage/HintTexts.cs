using Osms.Ledger.Regulation;
using Osms.Ledger.Texts;
using Osms.Ledger.Values;

namespace Osms.Ledger.Coverage;

/// <summary>What is said of known mistakes, and what to do about them.</summary>
internal static class HintTexts
{
    internal static Sentence LumpSum(Tenge amount, Month month, Tenge required, Tenge free) => new(
        "hint/lump-sum", ("amount", amount), ("month", month), ("required", required), ("free", free));

    internal static Sentence Short(Month month, Tenge paid, Tenge required, PaymentKind kind) => new(
        "hint/short-payment", ("month", month), ("paid", paid), ("required", required), Kind(kind));

    internal static Sentence PaidTwice(Month month, Tenge amount, DateOnly paidOn) =>
        new("hint/month-paid-twice", ("month", month), ("amount", amount), ("paidOn", paidOn));

    internal static Sentence Gap(IReadOnlyList<Month> months) => new("hint/gap", ("months", months));

    internal static Sentence WrongYear(Tenge amount, DateOnly paidOn, Month month, Month meant) => new(
        "hint/wrong-year", ("amount", amount), ("paidOn", paidOn), ("month", month), ("meant", meant));

    internal static Sentence Refunded(Month month, Tenge amount, DateOnly refundedOn) =>
        new("hint/refunded-month", ("month", month), ("amount", amount), ("refundedOn", refundedOn));

    internal static Sentence PayOneByOne(Tenge free) => new("to-do/pay-one-by-one", ("free", free));

    internal static Sentence PayTheRest(Month month, Tenge missing, PaymentKind kind) =>
        new("to-do/pay-the-rest", ("month", month), ("missing", missing), Kind(kind));

    internal static Sentence Refund(Tenge free) => new("to-do/ask-for-a-refund", ("free", free));

    internal static Sentence PayEach(IReadOnlyList<Month> months, Tenge each) =>
        new("to-do/pay-each-month", ("months", months), ("each", each));

    internal static Sentence PayAgain(Month meant, Tenge required, Tenge free) =>
        new("to-do/pay-again-and-refund", ("meant", meant), ("required", required), ("free", free));

    internal static Sentence PayMonth(Month month, Tenge required) =>
        new("to-do/pay-the-month-again", ("month", month), ("required", required));

    private static (string Name, object Value) Kind(PaymentKind kind) => ("kind", Word.Of("kind", kind));
}
