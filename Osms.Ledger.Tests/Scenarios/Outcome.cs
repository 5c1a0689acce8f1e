using System.Diagnostics;
using Osms.Ledger.Insured;

namespace Osms.Ledger.Tests.Scenarios;

/// <summary>A decision as decision tables write it.</summary>
internal static class Outcome
{
    /// <summary><c>accepted</c>, <c>repeats 3</c> or <c>refused: code, code</c>.</summary>
    internal static string Of(Decision decision) => decision switch
    {
        Decision.Accepted => "accepted",
        Decision.Repeated repeated => $"repeats {repeated.Version}",
        Decision.Refused refused => $"refused: {string.Join(", ", refused.Refusals.Select(r => r.CodeText))}",
        Decision.NeedsHistory => "needs the history",
        _ => throw new UnreachableException($"{decision.GetType().Name} has no words."),
    };

    /// <summary>As above; a table that leaves the repeated event open writes <c>repeats</c> alone.</summary>
    internal static string Of(Decision decision, string expected) =>
        decision is Decision.Repeated && expected == "repeats" ? expected : Of(decision);

    /// <summary>The fields a refusal is about; <c>-</c> when it was not refused.</summary>
    internal static string Fields(Decision decision) => decision is Decision.Refused refused
        ? string.Join(", ", refused.Refusals.Select(r => r.Field))
        : "-";
}
