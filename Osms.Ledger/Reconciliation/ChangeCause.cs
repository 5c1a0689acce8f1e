using System.Diagnostics;
using Osms.Ledger.Insured;

namespace Osms.Ledger.Reconciliation;

/// <summary>What kind of fact changed a figure. The numbers are stored with the changes.</summary>
public enum ChangeCause
{
    Residence = 1,
    Region = 2,
    Payment = 3,
    Refund = 4,
    CategoryGranted = 5,
    CategoryEnded = 6,
    WelfareLevel = 7,
    Care = 8,
    Departure = 9,
    Annulment = 10,
}

/// <summary>Which kind of fact an event is.</summary>
internal static class ChangeCauses
{
    internal static ChangeCause Of(InsuredEvent happened) => happened switch
    {
        InsuredEvent.ResidenceRecorded => ChangeCause.Residence,
        InsuredEvent.RegionRecorded => ChangeCause.Region,
        InsuredEvent.PaymentRecorded => ChangeCause.Payment,
        InsuredEvent.PaymentRefunded => ChangeCause.Refund,
        InsuredEvent.CategoryGranted => ChangeCause.CategoryGranted,
        InsuredEvent.CategoryEnded => ChangeCause.CategoryEnded,
        InsuredEvent.WelfareLevelRecorded => ChangeCause.WelfareLevel,
        InsuredEvent.CareSought => ChangeCause.Care,
        InsuredEvent.DepartureRecorded => ChangeCause.Departure,
        InsuredEvent.FactAnnulled => ChangeCause.Annulment,
        _ => throw new UnreachableException($"{happened.GetType().Name} has no cause."),
    };
}
