using Osms.Ledger.Insured;
using Osms.Ledger.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Ledger;

/// <summary>
/// The ledger without a database: every command decided on the whole history of its person. What the real one does,
/// by whatever road, must come to the same.
/// </summary>
internal sealed class PureLedger(DateOnly today)
{
    private readonly Dictionary<string, List<InsuredEvent>> _events = new(StringComparer.Ordinal);

    internal IReadOnlyCollection<string> Streams => _events.Keys;

    internal IReadOnlyList<InsuredEvent> EventsOf(string iin) => _events.GetValueOrDefault(iin, []);

    internal InsuredState StateOf(string iin) => InsuredState.Fold(EventsOf(iin));

    internal Decision Record(InsuredCommand command)
    {
        var history = EventsOf(command.Iin);
        var decision = InsuredDecider.Decide(
            InsuredState.Fold(history), history, command, RuleBook.Embedded, today);
        if (decision is Decision.Accepted accepted)
        {
            _events[command.Iin] = [.. history, accepted.Event];
        }

        return decision;
    }

    /// <summary>As <see cref="Short(RecordResult)"/> would show the same.</summary>
    internal string Short(InsuredCommand command, Decision decision) => decision switch
    {
        Decision.Accepted accepted => Short("recorded", EventsOf(command.Iin).Count, accepted.Event),
        Decision.Repeated repeated => Short("repeated", repeated.Version, EventsOf(command.Iin)[repeated.Version - 1]),
        Decision.Refused refused => Short(refused.Refusals),
        _ => throw new InvalidOperationException($"{decision} with the whole history at hand."),
    };

    internal static string Short(RecordResult result) => result switch
    {
        RecordResult.Recorded recorded => Short("recorded", recorded.Version, recorded.Event),
        RecordResult.Repeated repeated => Short("repeated", repeated.Version, repeated.Event),
        RecordResult.Refused refused => Short(refused.Refusals),
        _ => result.GetType().Name,
    };

    private static string Short(string what, int version, ILedgerEvent happened) =>
        $"{what} {version} {happened}";

    private static string Short(IReadOnlyList<Refusal> refusals) =>
        "refused " + string.Join(", ", refusals.Select(r => $"{r.CodeText} ({r.Field}: {r.Detail})"));
}
