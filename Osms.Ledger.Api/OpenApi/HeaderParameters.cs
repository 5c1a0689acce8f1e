using Microsoft.OpenApi;

namespace Osms.Ledger.Api.OpenApi;

/// <summary>The headers that say who sends something and what it belongs to.</summary>
internal static class HeaderParameters
{
    internal static CallParameter Actor { get; } = new(
        "Osms-Actor", ParameterLocation.Header, Fields.Free("At most 200 characters are kept."),
        "Who records it: kept with the event, as claimed.", "clinic-7");

    internal static CallParameter Correlation { get; } = new(
        "X-Correlation-Id", ParameterLocation.Header, Fields.Free("At most 200 characters are kept."),
        "What it belongs to at the sender: kept with the event. Left out: the trace of the call.", "visit-2026-118");
}
