using Osms.Ledger.Queries;
using Osms.Ledger.Telemetry;

namespace Osms.Ledger.Handlers;

/// <summary>Who is insured on a day (today in Kazakhstan when none is given), in numbers.</summary>
/// <param name="On">The day.</param>
/// <param name="Levels">Also by welfare level who is not, which takes some three times as long.</param>
public sealed record AskStatistics(DateOnly? On, bool Levels = false) : IMessage<Answered<StatisticsAnswer>>;

/// <summary>The way in for statistics.</summary>
public static class AskStatisticsHandler
{
    /// <exception cref="Projections.FiguresNotReadyException">A rebuild is needed or under way.</exception>
    public static async Task<Answered<StatisticsAnswer>> Handle(
        AskStatistics message, StatisticsQuery query, InsuranceLedger ledger, CancellationToken cancellation)
    {
        using var call = HandlerCall.Begin("statistics");
        var answer = await query.AskAsync(message.On ?? ledger.Today, message.Levels, cancellation);
        call?.Ended(answer is Answered<StatisticsAnswer>.Found ? "answered" : "unsettled");
        return answer;
    }
}
