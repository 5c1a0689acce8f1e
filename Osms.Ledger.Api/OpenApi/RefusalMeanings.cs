using System.Diagnostics;
using Osms.Ledger.Insured;
using Osms.Ledger.Values;

namespace Osms.Ledger.Api.OpenApi;

/// <summary>What each refusal means to the sender of a command.</summary>
internal static class RefusalMeanings
{
    private static readonly RefusalCode[] OnlyTransfers =
    [
        RefusalCode.PayerUnknown, RefusalCode.AmountZero, RefusalCode.CorrectionUnclear, RefusalCode.MonthOutOfRange,
        RefusalCode.TransferDiffers, RefusalCode.TransferUnknown, RefusalCode.CorrectionDiffers,
        RefusalCode.CorrectionExceeds, RefusalCode.MonthSumExceeds,
    ];

    /// <summary>Those of facts about people.</summary>
    internal static IReadOnlyList<string> OfFacts { get; } =
        [.. Code<RefusalCode>.All.Except(OnlyTransfers.Select(Code<RefusalCode>.Of))];

    /// <summary>Those of transfers of budgets.</summary>
    internal static IReadOnlyList<string> OfTransfers { get; } =
    [
        .. OnlyTransfers.Concat(
        [
            RefusalCode.AmountPrecision, RefusalCode.DateInFuture, RefusalCode.DateTooEarly, RefusalCode.StreamArchived,
            RefusalCode.HistoryFull,
        ]).Order().Select(Code<RefusalCode>.Of),
    ];

    internal static string Of(RefusalCode code) => code switch
    {
        RefusalCode.IinInvalid => "Not 12 digits with a real birth date and a right control digit.",
        RefusalCode.PayerUnknown => "A budget is `republican` or a region, by the first two digits of its KATO code.",
        RefusalCode.KindUnknown => "There is no such kind of payment or departure.",
        RefusalCode.ReasonUnknown => "There is no such reason for a refund.",
        RefusalCode.CategoryUnknown => "There is no such category.",
        RefusalCode.LevelUnknown => "There is no such welfare level.",
        RefusalCode.ResidenceUnknown => "There is no such way to reside.",
        RefusalCode.RegionUnknown => "There is no region with this code.",
        RefusalCode.PayerInvalid => "A payer is a BIN or an IIN: 12 digits.",
        RefusalCode.ProviderInvalid => "A provider is a BIN: 12 digits.",
        RefusalCode.AmountNotPositive => "A payment is more than 0 tenge.",
        RefusalCode.AmountZero => "A transfer is more than 0 tenge, or less to take back.",
        RefusalCode.CorrectionUnclear => "An amount below 0 names in `corrects` what it takes back; no other does.",
        RefusalCode.AmountPrecision => "An amount has at most two decimals.",
        RefusalCode.DateInFuture => "The day has not come yet.",
        RefusalCode.DateTooEarly => "The day is before such facts could be.",
        RefusalCode.PeriodOutOfRange => "The month is too far from the day of the payment, or before OSMS began.",
        RefusalCode.MonthOutOfRange => "The month is before anybody pays for it here, or too far ahead.",
        RefusalCode.KindNotInForce => "Payments of this kind do not exist for this month.",
        RefusalCode.ThroughBeforeFrom => "The last day is before the first.",
        RefusalCode.ChildBirthUnknown => "The IIN does not tell the child's day of birth.",
        RefusalCode.ChildBeforeBirth => "The category of children begins with the birth.",
        RefusalCode.ChildOver18 => "The category of children ends with 18.",
        RefusalCode.PaymentDiffers => "Another payment was recorded with this reference.",
        RefusalCode.PaymentUnknown => "No payment was recorded with this reference.",
        RefusalCode.PaymentAlreadyRefunded => "The payment was taken back before, otherwise.",
        RefusalCode.RefundBeforePayment => "The refund is before the payment.",
        RefusalCode.CategoryAlreadyGranted => "The category was granted for some of these days.",
        RefusalCode.CategoryNotActive => "The category is not granted on this day.",
        RefusalCode.FactUnknown => "The person's history has no event with this version.",
        RefusalCode.FactDiffers => "The event with this version is of another type.",
        RefusalCode.FactNotAnnullable => "A fact of this type cannot be annulled; a payment is refunded.",
        RefusalCode.FactAlreadyAnnulled => "The fact was annulled before, otherwise.",
        RefusalCode.TransferDiffers => "Another transfer of this budget was recorded with this reference.",
        RefusalCode.TransferUnknown => "No transfer of this budget was recorded with the reference in `corrects`.",
        RefusalCode.CorrectionDiffers => "The transfer is for another month: take it back for that one.",
        RefusalCode.CorrectionExceeds => "More is taken back than is left of the transfer.",
        RefusalCode.MonthSumExceeds => "All that one budget transfers for one month would be more than is kept.",
        RefusalCode.StreamArchived => "The history is archived; it can be read and takes no more.",
        RefusalCode.HistoryFull => "The history has as many events as one may have; it takes no more.",
        _ => throw new UnreachableException($"Say here what {code} means."),
    };
}
