using System.Diagnostics;
using Osms.Ledger.Reconciliation;

namespace Osms.Ledger.Closing;

/// <summary>Why a month's figures are not what they were.</summary>
public enum DifferenceCause
{
    CategoryLate,
    CategoryEnded,
    Annulment,
    RegionChanged,
    CareLate,
    WelfareLevel,
    Residence,
    Departure,
    Payment,
    Refund,

    /// <summary>Money that came in.</summary>
    TransferLate,

    /// <summary>Money that was taken back, for instance because it was for another month.</summary>
    TransferCorrected,

    /// <summary>The month was closed by a program with other rule data.</summary>
    RulesChanged,
}

/// <summary>From the kinds of facts to causes.</summary>
public static class DifferenceCauses
{
    public static DifferenceCause Of(ChangeCause fact) => fact switch
    {
        ChangeCause.Residence => DifferenceCause.Residence,
        ChangeCause.Region => DifferenceCause.RegionChanged,
        ChangeCause.Payment => DifferenceCause.Payment,
        ChangeCause.Refund => DifferenceCause.Refund,
        ChangeCause.CategoryGranted => DifferenceCause.CategoryLate,
        ChangeCause.CategoryEnded => DifferenceCause.CategoryEnded,
        ChangeCause.WelfareLevel => DifferenceCause.WelfareLevel,
        ChangeCause.Care => DifferenceCause.CareLate,
        ChangeCause.Departure => DifferenceCause.Departure,
        ChangeCause.Annulment => DifferenceCause.Annulment,
        _ => throw new UnreachableException($"{fact} is no kind of fact."),
    };
}
