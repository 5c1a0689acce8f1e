using Osms.Ledger.Queries;
using Osms.Ledger.Telemetry;
using Osms.Ledger.Values;

namespace Osms.Ledger.Handlers;

/// <summary>Why do a month's figures differ?</summary>
/// <param name="Month">From January 2020 to 24 months from now.</param>
/// <param name="From">Null: since it was closed.</param>
/// <param name="To">The other end.</param>
public sealed record AskDifferences(Month Month, AsOf? From, AsOf To) : IMessage<Answered<DifferencesAnswer>>;

/// <summary>The way in for who asks why figures differ.</summary>
public static class AskDifferencesHandler
{
    public static async Task<Answered<DifferencesAnswer>> Handle(
        AskDifferences message, DifferencesQuery query, InsuranceLedger ledger, CancellationToken cancellation)
    {
        using var call = HandlerCall.Begin("differences");
        var answer = ReconciledMonths.Refusal<DifferencesAnswer>(message.Month, ledger)
            ?? await query.AskAsync(message.Month, message.From, message.To, cancellation)
            ?? new Answered<DifferencesAnswer>.MonthNotClosed();
        call?.Ended(ReconciledMonths.Outcome(answer));
        return answer;
    }
}

/// <summary>The way in for who asks for the people behind a difference.</summary>
public static class DifferencePersonsHandler
{
    public static async Task<Answered<ListPage<ChangedPerson>>> Handle(
        ListedPart<DifferencePersonsAsked, ChangedPerson> message, DifferencePersonsList list, InsuranceLedger ledger,
        CancellationToken cancellation)
    {
        using var call = HandlerCall.Begin("difference-persons");
        var answer = ReconciledMonths.Refusal<ListPage<ChangedPerson>>(message.Asked.Month, ledger)
            ?? await list.ListAsync(message.Asked, message.Part, cancellation);
        call?.Ended(ReconciledMonths.Outcome(answer));
        return answer;
    }
}
