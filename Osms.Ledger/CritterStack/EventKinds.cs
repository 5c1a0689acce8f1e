using System.Runtime.CompilerServices;
using System.Text.Json;
using Osms.Ledger.Budgets;
using Osms.Ledger.Closing;
using Osms.Ledger.Insured;
using Osms.Ledger.Values;

namespace Osms.Ledger.CritterStack;

/// <summary>The kinds of events that Marten stores and loads, under the names they are stored as.</summary>
/// <param name="types">By stored name.</param>
/// <param name="read">An event from its name and its UTF-8 JSON.</param>
/// <param name="write">Its UTF-8 JSON.</param>
internal sealed class EventKinds(
    IReadOnlyDictionary<string, Type> types, Func<string, byte[], object> read, Func<object, byte[]> write)
{
    // Marten hands events on as objects, the ledger's driver as the JSON that lies in the ledger, to the byte.
    private readonly ConditionalWeakTable<object, byte[]> _json = [];

    /// <summary>Those of people, budgets and months.</summary>
    internal static EventKinds OfTheLedger { get; } = new(
        new[] { typeof(InsuredEvent), typeof(BudgetEvent), typeof(MonthEvent) }
            .SelectMany(closed => closed.GetNestedTypes().Where(kind => kind.IsSubclassOf(closed)))
            .ToDictionary(kind => JsonNamingPolicy.SnakeCaseLower.ConvertName(kind.Name), StringComparer.Ordinal),
        ReadAny,
        happened => LedgerEvents.Serialize((ILedgerEvent)happened));

    internal IReadOnlyDictionary<string, Type> Types => types;

    /// <exception cref="UnknownEventException">The name is unknown, or the data is not what it should be.</exception>
    internal object ToEvent(string name, byte[] json)
    {
        var happened = read(name, json);
        _json.Add(happened, json);
        return happened;
    }

    /// <summary>The JSON it was made from, else what the program writes.</summary>
    internal byte[] ToJson(object happened) => _json.TryGetValue(happened, out var json) ? json : write(happened);

    private static ILedgerEvent ReadAny(string name, byte[] json) =>
        BudgetCatalogue.Names.Contains(name) ? BudgetCatalogue.Deserialize(name, json)
        : MonthEvent.Names.Contains(name) ? MonthEvent.Deserialize(name, json)
        : EventCatalogue.Deserialize(name, json);
}
