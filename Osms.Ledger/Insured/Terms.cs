namespace Osms.Ledger.Insured;

/// <summary>
/// How a person resides in Kazakhstan; the first five are participants of OSMS (закон 405-V, ст. 2, 14).
/// </summary>
public enum Residence
{
    Citizen,
    Kandas,
    PermanentForeigner,
    PermanentStateless,
    EaeuWorker,
    Refugee,
    TemporaryForeigner,
    TemporaryStateless,
    AsylumSeeker,
}

/// <summary>Welfare level of the family (уровень благополучия семьи); Д and Е are written D and E.</summary>
public enum WelfareLevel
{
    A,
    B,
    C,
    D,
    E,
}

/// <summary>How cover ends for good, or until a return.</summary>
public enum DepartureKind
{
    Death,
    Emigration,
}

/// <summary>Why a payment was taken back.</summary>
public enum RefundReason
{
    Mistaken,
    OverAccrued,
    WrongKnp,
    ReturnedByBank,
}
