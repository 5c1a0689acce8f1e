using System.Text.Json;
using Osms.Ledger.Budgets;
using Osms.Ledger.Closing;
using Osms.Ledger.Insured;
using Osms.Ledger.Values;

namespace Osms.Ledger.CritterStack;

/// <summary>The kinds of events that Marten stores and loads, under the names they are stored as.</summary>
/// <param name="Types">By stored name.</param>
/// <param name="Read">An event from its name and its UTF-8 JSON.</param>
/// <param name="Write">Its UTF-8 JSON.</param>
internal sealed record EventKinds(
    IReadOnlyDictionary<string, Type> Types, Func<string, byte[], object> Read, Func<object, byte[]> Write)
{
    /// <summary>Those of people, budgets and months.</summary>
    internal static EventKinds OfTheLedger { get; } = new(
        new[] { typeof(InsuredEvent), typeof(BudgetEvent), typeof(MonthEvent) }
            .SelectMany(closed => closed.GetNestedTypes().Where(kind => kind.IsSubclassOf(closed)))
            .ToDictionary(kind => JsonNamingPolicy.SnakeCaseLower.ConvertName(kind.Name), StringComparer.Ordinal),
        ReadAny,
        happened => LedgerEvents.Serialize((ILedgerEvent)happened));

    private static ILedgerEvent ReadAny(string name, byte[] json) =>
        BudgetCatalogue.Names.Contains(name) ? BudgetCatalogue.Deserialize(name, json)
        : MonthEvent.Names.Contains(name) ? MonthEvent.Deserialize(name, json)
        : EventCatalogue.Deserialize(name, json);
}
