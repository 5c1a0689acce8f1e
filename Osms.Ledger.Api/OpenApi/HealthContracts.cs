using Osms.Ledger.Api.Http;

namespace Osms.Ledger.Api.OpenApi;

/// <summary><c>/health/live</c> and <c>/health/ready</c>.</summary>
internal static class HealthContracts
{
    private const string Tag = "Health";

    internal static CallContract Live { get; } = new(
        "isLive", Tag, "Does the process answer?", "Nothing else is asked. If this fails, start the service again.")
    {
        Answers = [new CallAnswer(200, "application/json", typeof(LiveBody), "It does.")],
        Problems = KnownProblem.OfEvery,
        Examples = [new CallExample("live", "Live", null, "")],
    };

    internal static CallContract Ready { get; } = new(
        "isReady", Tag, "Can it be asked?",
        "Whether the database answers too, and how the ledger stands. A service that was told to stop is not ready, "
        + "and still answers for the time that is set to drain.")
    {
        Answers = [new CallAnswer(200, "application/json", typeof(ReadyBody), "It can.")],
        Problems = [.. KnownProblem.OfDatabase, "stopping"],
        Examples = [new CallExample("ready", "Ready", null, "")],
    };
}
