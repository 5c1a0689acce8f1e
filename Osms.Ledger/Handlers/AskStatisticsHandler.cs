using Osms.Ledger.Queries;
using Osms.Ledger.Telemetry;

namespace Osms.Ledger.Handlers;

/// <summary>Who is insured on a day (today in Kazakhstan when none is given), in numbers.</summary>
public sealed record AskStatistics(DateOnly? On);

/// <summary>The way in for statistics.</summary>
public static class AskStatisticsHandler
{
    /// <exception cref="Projections.FiguresNotReadyException">A rebuild is needed or under way.</exception>
    public static async Task<Answered<StatisticsAnswer>> Handle(
        AskStatistics message, StatisticsQuery query, InsuranceLedger ledger, CancellationToken cancellation)
    {
        using var call = HandlerCall.Begin("statistics");
        var answer = await query.AskAsync(message.On ?? ledger.Today, cancellation);
        call?.Ended(answer is Answered<StatisticsAnswer>.Found ? "answered" : "unsettled");
        return answer;
    }
}
