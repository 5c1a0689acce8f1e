using Osms.Ledger.Values;

namespace Osms.Ledger.Insured;

/// <summary>Why a command was refused; the order is the order in which refusals are looked for and listed.</summary>
public enum RefusalCode
{
    IinInvalid,
    PayerUnknown,
    KindUnknown,
    ReasonUnknown,
    CategoryUnknown,
    LevelUnknown,
    ResidenceUnknown,
    RegionUnknown,
    PayerInvalid,
    ProviderInvalid,
    AmountNotPositive,
    AmountZero,
    CorrectionUnclear,
    AmountPrecision,
    DateInFuture,
    DateTooEarly,
    PeriodOutOfRange,
    MonthOutOfRange,
    KindNotInForce,
    ThroughBeforeFrom,
    ChildBirthUnknown,
    ChildBeforeBirth,
    ChildOver18,
    PaymentDiffers,
    PaymentUnknown,
    PaymentAlreadyRefunded,
    RefundBeforePayment,
    CategoryAlreadyGranted,
    CategoryNotActive,
    FactUnknown,
    FactDiffers,
    FactNotAnnullable,
    FactAlreadyAnnulled,
    TransferDiffers,
    TransferUnknown,
    CorrectionDiffers,
    CorrectionExceeds,
    MonthSumExceeds,
    StreamArchived,
    HistoryFull,
}

/// <summary>One reason for a refusal: its stable code, the field it is about, and what to do.</summary>
public sealed record Refusal(RefusalCode Code, string Field, string Detail)
{
    /// <summary>Of any command that would be accepted, had nobody archived the person's stream.</summary>
    public static Refusal StreamArchived { get; } = new(
        RefusalCode.StreamArchived, "iin", "The person's history is archived; it can be read and takes no more facts.");

    /// <summary>The stable kebab-case code.</summary>
    public string CodeText => Code<RefusalCode>.Of(Code);
}
