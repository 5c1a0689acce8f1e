using Osms.Ledger.Queries;
using Osms.Ledger.Telemetry;
using Osms.Ledger.Values;

namespace Osms.Ledger.Handlers;

/// <summary>Who owes for a month, what came in, what differs.</summary>
/// <param name="Month">From January 2020 to 24 months from now.</param>
public sealed record AskReconciliation(Month Month, AsOf KnownAt) : IMessage<Answered<ReconciliationAnswer>>;

/// <summary>The way in for the reconciliation of a month.</summary>
public static class AskReconciliationHandler
{
    public static async Task<Answered<ReconciliationAnswer>> Handle(
        AskReconciliation message, ReconciliationQuery query, InsuranceLedger ledger, CancellationToken cancellation)
    {
        using var call = HandlerCall.Begin("reconciliation");
        var answer = ReconciledMonths.Refusal<ReconciliationAnswer>(message.Month, ledger)
            ?? await query.AskAsync(message.Month, message.KnownAt, cancellation);
        call?.Ended(ReconciledMonths.Outcome(answer));
        return answer;
    }
}

/// <summary>The way in for the persons behind a figure.</summary>
public static class ReconciliationPersonsHandler
{
    public static async Task<Answered<ListPage<PayerPerson>>> Handle(
        ListedPart<PersonsOfPayer, PayerPerson> message, PayerPersonsQuery query, InsuranceLedger ledger,
        CancellationToken cancellation)
    {
        using var call = HandlerCall.Begin("reconciliation persons");
        var answer = ReconciledMonths.Refusal<ListPage<PayerPerson>>(message.Asked.Month, ledger)
            ?? await query.ListAsync(message.Asked, message.Part, cancellation);
        call?.Ended(ReconciledMonths.Outcome(answer));
        return answer;
    }
}

/// <summary>The months that figures are kept for: from the first of OSMS to the last that can be paid for.</summary>
internal static class ReconciledMonths
{
    private const int Ahead = 24;

    internal static Month Last(InsuranceLedger ledger) => Month.Of(ledger.Today) + Ahead;

    /// <summary>Null for a month that can be asked about.</summary>
    internal static Answered<T>.MonthOutOfRange? Refusal<T>(Month month, InsuranceLedger ledger)
    {
        var (first, last) = (Month.Of(Regulation.RuleBook.Beginning), Last(ledger));
        return month < first || month > last ? new Answered<T>.MonthOutOfRange(first, last) : null;
    }

    /// <summary>The same where a month may be left out.</summary>
    internal static Answered<T>.MonthOutOfRange? Refusal<T>(Month? month, InsuranceLedger ledger) =>
        month is { } one ? Refusal<T>(one, ledger) : null;

    internal static string Outcome<T>(Answered<T> answer) => answer switch
    {
        Answered<T>.Found => "answered",
        Answered<T>.Unsettled => "unsettled",
        Answered<T>.MonthNotClosed => "month-not-closed",
        _ => "month-out-of-range",
    };
}
