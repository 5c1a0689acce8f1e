using Osms.Ledger.Values;

namespace Osms.Ledger.Store;

/// <summary>Conditions on rows of <c>ledger.mt_streams</c>.</summary>
internal static class StreamsOf
{
    internal const string People = $"coalesce(type, '') not in ('{StreamType.Budget}', '{StreamType.Month}')";

    internal const string Budgets = $"type = '{StreamType.Budget}'";

    internal const string Months = $"type = '{StreamType.Month}'";
}
