using Osms.Ledger.Api.Http;

namespace Osms.Ledger.Api.OpenApi;

/// <summary>What is said of histories.</summary>
internal static partial class Vocabulary
{
    private static readonly Dictionary<(Type, string), string> OfHistory = new()
    {
        [(typeof(HistoryBody), "at")] = "The day of all answers before and after.",
        [(typeof(HistoryBody), "fromPosition")] = "The events begin above it; 0: with the first.",
        [(typeof(HistoryBody), "from")] = "The answer as known at `fromPosition`.",
        [(typeof(HistoryBody), "to")] = "The answer as known at `position`.",
        [(typeof(HistoryEntryBody), "iin")] = "The person; only where events are lines.",
        [(typeof(HistoryEntryBody), "at")] = "The day of the answers before and after; only where events are lines.",
        [(typeof(HistoryEntryBody), "position")] = "Its own place in the ledger.",
        [(typeof(HistoryEntryBody), "changed")] = "Whether insured, basis or payer is another one after it.",
        [(typeof(HistoryEntryBody), "before")] = "The answer as known just before it.",
        [(typeof(HistoryEntryBody), "after")] = "The answer as known just after it.",
        [(typeof(HistoryEntryBody), "annulledBy")] =
            "Position of the event that annuls it; left out when none is known.",
        [(typeof(HistoryEntryBody), "refundedBy")] =
            "Position of the refund of this payment; left out when none is known.",
    };
}
