using System.Diagnostics;
using Osms.Ledger.Budgets;
using Osms.Ledger.Closing;
using Osms.Ledger.Insured;
using Osms.Ledger.Values;

namespace Osms.Ledger;

/// <summary>The stored name and JSON of any event, whatever stream it is of.</summary>
public static class LedgerEvents
{
    public static string NameOf(ILedgerEvent happened) => happened switch
    {
        InsuredEvent e => EventCatalogue.NameOf(e),
        BudgetEvent e => BudgetCatalogue.NameOf(e),
        MonthEvent e => MonthEvent.NameOf(e),
        _ => throw new UnreachableException($"{happened.GetType().Name} is in no catalogue."),
    };

    public static byte[] Serialize(ILedgerEvent happened) => happened switch
    {
        InsuredEvent e => EventCatalogue.Serialize(e),
        BudgetEvent e => BudgetCatalogue.Serialize(e),
        MonthEvent e => MonthEvent.Serialize(e),
        _ => throw new UnreachableException($"{happened.GetType().Name} is in no catalogue."),
    };
}
