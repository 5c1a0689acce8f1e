namespace Osms.Ledger.Reconciliation;

/// <summary>Some months of a person went from one payer to another by an event, for anything but a payment.</summary>
/// <param name="Version">Of the event.</param>
/// <param name="First">See <see cref="FigureMonth"/>.</param>
/// <param name="Until">Exclusive.</param>
/// <param name="Was">See <see cref="PayerCode"/>.</param>
/// <param name="Now">Likewise; another one.</param>
/// <param name="Cause">What kind of fact it was.</param>
public readonly record struct PayerChange(
    int Version, short First, short Until, int Was, int Now, ChangeCause Cause);
