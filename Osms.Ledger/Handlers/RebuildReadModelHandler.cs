using Osms.Ledger.Projections;
using Osms.Ledger.Telemetry;

namespace Osms.Ledger.Handlers;

/// <summary>Make the read model again from the events.</summary>
/// <param name="OnlyIfOutdated">Only when it was made with other rule data.</param>
/// <param name="Progress">Told the steps.</param>
public sealed record RebuildReadModel(bool OnlyIfOutdated, IProgress<RebuildProgress>? Progress = null)
    : IMessage<long?>;

/// <summary>The way in for those who rebuild: the verb, and a service that starts with other rule data.</summary>
public static class RebuildReadModelHandler
{
    /// <returns>The number of people; null when there was nothing to do.</returns>
    public static async Task<long?> Handle(RebuildReadModel message, Rebuild rebuild, CancellationToken cancellation)
    {
        using var call = HandlerCall.Begin("rebuild");
        var people = message.OnlyIfOutdated
            ? await rebuild.RunIfOutdatedAsync(message.Progress, cancellation)
            : await rebuild.RunAsync(message.Progress, cancellation);
        call?.Tag("people", people ?? 0);
        call?.Ended(people is null ? "current" : "rebuilt");
        return people;
    }
}
