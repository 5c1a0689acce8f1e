using Osms.Ledger.Closing;
using Osms.Ledger.Queries;
using Osms.Ledger.Telemetry;
using Osms.Ledger.Values;

namespace Osms.Ledger.Handlers;

/// <summary>Who is behind a difference of a month's figures? See <see cref="DifferencePersonsQuery"/>.</summary>
public sealed record AskDifferencePersons(
    Month Month, LedgerPosition From, AsOf To, DifferenceCause? Cause, Account? Account, int Limit);

/// <summary>The way in for who asks for the people behind a difference.</summary>
public static class AskDifferencePersonsHandler
{
    public static async Task<Answered<DifferencePersonsAnswer>> Handle(
        AskDifferencePersons message, DifferencePersonsQuery query, CancellationToken cancellation)
    {
        using var call = HandlerCall.Begin("difference-persons");
        var answer = await query.AskAsync(
            message.Month, message.From, message.To, message.Cause, message.Account, message.Limit, cancellation);
        call?.Ended(answer is Answered<DifferencePersonsAnswer>.Found ? "answered" : "unsettled");
        return answer;
    }
}
