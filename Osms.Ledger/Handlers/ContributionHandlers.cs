using Osms.Ledger.Queries;
using Osms.Ledger.Telemetry;
using Osms.Ledger.Values;

namespace Osms.Ledger.Handlers;

/// <summary>What was contributed, by month and kind.</summary>
/// <param name="Month">Null: every month that anybody has paid for.</param>
public sealed record AskContributions(Month? Month, AsOf KnownAt);

/// <summary>The way in for what was contributed.</summary>
public static class AskContributionsHandler
{
    public static async Task<Answered<ContributionsAnswer>> Handle(
        AskContributions message, ContributionsQuery query, InsuranceLedger ledger, CancellationToken cancellation)
    {
        using var call = HandlerCall.Begin("contributions");
        var answer = ReconciledMonths.Refusal<ContributionsAnswer>(message.Month, ledger)
            ?? await query.AskAsync(message.Month, message.KnownAt, cancellation);
        call?.Ended(ReconciledMonths.Outcome(answer));
        return answer;
    }
}
