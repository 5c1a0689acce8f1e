using Osms.Ledger.Queries;
using Osms.Ledger.Telemetry;
using Osms.Ledger.Values;

namespace Osms.Ledger.Handlers;

/// <summary>What was contributed, by month and kind.</summary>
/// <param name="Month">Null: every month that anybody has paid for.</param>
public sealed record AskContributions(Month? Month, AsOf KnownAt) : IMessage<Answered<ContributionsAnswer>>;

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

/// <summary>Who paid for others for a month, and who no longer did.</summary>
/// <param name="Month">From January 2020 to 24 months from now.</param>
public sealed record ListEmployers(Month Month);

/// <summary>The months of one who pays for others.</summary>
/// <param name="Payer">BIN or IIN, 12 digits.</param>
public sealed record AskEmployer(string Payer, AsOf KnownAt) : IMessage<Answered<ListPage<EmployerMonth>>>;

/// <summary>The way in for what employers paid.</summary>
public static class EmployersHandler
{
    public static async Task<Answered<ListPage<EmployerMonth>>> Handle(
        ListedPart<ListEmployers, EmployerMonth> message, EmployersQuery query, InsuranceLedger ledger,
        CancellationToken cancellation)
    {
        using var call = HandlerCall.Begin("employers");
        var answer = ReconciledMonths.Refusal<ListPage<EmployerMonth>>(message.Asked.Month, ledger)
            ?? await query.ListAsync(message.Asked.Month, message.Part, cancellation);
        call?.Ended(ReconciledMonths.Outcome(answer));
        return answer;
    }

    public static async Task<Answered<ListPage<EmployerMonth>>> Handle(
        AskEmployer message, EmployersQuery query, InsuranceLedger ledger, CancellationToken cancellation)
    {
        using var call = HandlerCall.Begin("employer");
        var answer = await query.MonthsAsync(
            message.Payer, ReconciledMonths.Last(ledger), message.KnownAt, cancellation);
        call?.Ended(ReconciledMonths.Outcome(answer));
        return answer;
    }

    public static async Task<Answered<ListPage<Employee>>> Handle(
        ListedPart<MonthOfEmployer, Employee> message, EmployeesQuery query, InsuranceLedger ledger,
        CancellationToken cancellation)
    {
        using var call = HandlerCall.Begin("employees");
        var answer = ReconciledMonths.Refusal<ListPage<Employee>>(message.Asked.Month, ledger)
            ?? await query.ListAsync(message.Asked, message.Part, cancellation);
        call?.Ended(ReconciledMonths.Outcome(answer));
        return answer;
    }
}

/// <summary>The way in for payments to work through.</summary>
public static class ListRemarksHandler
{
    public static async Task<Answered<ListPage<RemarkedPayment>>> Handle(
        ListedPart<RemarksAsked, RemarkedPayment> message, RemarksQuery query, InsuranceLedger ledger,
        CancellationToken cancellation)
    {
        using var call = HandlerCall.Begin("remarks");
        var answer = ReconciledMonths.Refusal<ListPage<RemarkedPayment>>(message.Asked.Month, ledger)
            ?? await query.ListAsync(message.Asked, message.Part, cancellation);
        call?.Ended(ReconciledMonths.Outcome(answer));
        return answer;
    }
}
