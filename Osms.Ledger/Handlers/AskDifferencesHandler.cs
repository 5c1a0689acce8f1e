using Osms.Ledger.Queries;
using Osms.Ledger.Telemetry;
using Osms.Ledger.Values;

namespace Osms.Ledger.Handlers;

/// <summary>Why do a month's figures differ?</summary>
/// <param name="Month">The month.</param>
/// <param name="From">Null: since it was closed.</param>
/// <param name="To">The other end.</param>
public sealed record AskDifferences(Month Month, AsOf? From, AsOf To);

/// <summary>The way in for who asks why figures differ.</summary>
public static class AskDifferencesHandler
{
    /// <returns>Null for an open month when no first position is given.</returns>
    public static async Task<Answered<DifferencesAnswer>?> Handle(
        AskDifferences message, DifferencesQuery query, CancellationToken cancellation)
    {
        using var call = HandlerCall.Begin("differences");
        var answer = await query.AskAsync(message.Month, message.From, message.To, cancellation);
        call?.Ended(answer switch
        {
            null => "refused",
            Answered<DifferencesAnswer>.Found => "answered",
            _ => "unsettled",
        });
        return answer;
    }
}
